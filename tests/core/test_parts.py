"""The drawn parts of a page."""

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from core.icons import ICONS
from core.templatetags import parts


def draw(source, **context):
    return Template("{% load parts moments rail %}" + source).render(Context(context))


def test_an_icon_is_one_drawing_hidden_from_screen_readers():
    assert draw('{% icon "check" "small" %}') == (
        '<svg class="icon small" viewBox="0 0 24 24" aria-hidden="true"><path d="m5 12.5 4.7 4.7L19 7.5"/></svg>'
    )


def test_a_lone_icon_says_its_word():
    assert draw('{% icon "close" label=word %}', word="Đóng <nhanh>").endswith(
        '<span class="unseen">Đóng &lt;nhanh&gt;</span>'
    )


def test_an_icon_nobody_drew_is_a_mistake():
    with pytest.raises(KeyError):
        draw('{% icon "unicorn" %}')


def test_no_drawing_fills_or_names_a_colour_of_its_own():
    assert [name for name, drawing in ICONS.items() if "fill" in drawing or "style" in drawing] == []


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Trần Quang Minh", "TM"),
        ("Đặng Thu Hà", "ĐH"),
        ("ý", "Ý"),
        ("", "?"),
        (None, "?"),
    ],
)
def test_a_face_is_family_and_given_name(name, letters):
    assert parts.initials(name) == letters


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("flash", '<span class="mark flash">Hỏa tốc</span>'),
        ("hoa-toc", '<span class="mark flash">Hỏa tốc</span>'),
        ("thuong-khan", '<span class="mark rush">Thượng khẩn</span>'),
        ("khan", '<span class="mark urgent">Khẩn</span>'),
        ("", ""),
    ],
)
def test_urgency_is_marked_by_frame(code, mark):
    assert parts.urgency_mark(code) == mark


def test_secrecy_is_ink_with_a_lock():
    assert parts.secrecy_mark("mat").endswith("</svg>Mật</span>")
    assert parts.secrecy_mark("") == ""


@pytest.mark.parametrize(("cookie", "chosen"), [("dark", "dark"), ("light", "light"), ("<script>", ""), ("", "")])
def test_the_theme_is_read_from_its_cookie_and_nothing_else_gets_through(cookie, chosen):
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie
    assert parts.theme({"request": request}) == chosen


def test_a_drawer_without_a_room_is_not_drawn():
    assert draw('{% drawer "a-room-nobody-built" "work" "Việc" %}') == ""


def test_a_drawer_knows_where_we_are_and_counts_to_99():
    request = RequestFactory().get("/")
    drawn = draw('{% drawer "desk" "work" "Việc" count=120 %}', request=request)
    assert 'href="/" aria-current="page"' in drawn
    assert '<span class="tally" aria-label="99+ đang chờ">99+</span>' in drawn
    away = draw('{% drawer "desk" "work" "Việc" %}', request=RequestFactory().get("/elsewhere/"))
    assert ("aria-current" in away, "tally" in away) == (False, False)


class Form(forms.Form):
    subject = forms.CharField(label="Trích yếu", help_text="Một câu ngắn")
    note = forms.CharField(label="Ghi chú", required=False)
    urgent = forms.BooleanField(label="Khẩn", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_at_fault_shows_name_hint_and_fault_and_ties_them_together():
    form = Form({"subject": ""})
    drawn = str(form["subject"].as_field_group())
    assert '<div class="field wrong">' in drawn
    assert '<label class="name" for="id_subject">Trích yếu</label>' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_subject_error"' in drawn
    assert "(không bắt buộc)" not in drawn


def test_a_field_that_may_stay_empty_says_so():
    assert "(không bắt buộc)" in str(Form()["note"].as_field_group())


def test_a_check_stands_before_its_words_and_radios_in_a_fieldset():
    assert '<label class="pick" for="id_urgent">' in str(Form()["urgent"].as_field_group())
    radios = str(Form()["kind"].as_field_group())
    assert radios.strip().startswith('<fieldset class="field">')
    assert '<legend class="name">Loại</legend>' in radios


def test_a_whole_form_has_every_field_once_and_its_hidden_ones():
    drawn = str(Form())
    assert [drawn.count(f'name="{name}"') for name in ("subject", "note", "urgent", "seen")] == [1, 1, 1, 1]


def test_words_of_a_person_never_become_markup():
    opinion = {"who": "<b>Lan</b>", "at": "08:31", "text": "<script>alert(1)</script>\nhai"}
    drawn = render_to_string("parts/opinion.html", {"opinion": opinion})
    assert "<script>" not in drawn
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>hai" in drawn


def test_the_viewer_writes_points_with_a_dot_whatever_the_language():
    place = {
        "name": "signature",
        "page": 0,
        "x0": 361.389,
        "y0": 1137.6371,
        "x1": 491.78,
        "y1": 1205.67,
        "label": "Ký",
    }
    drawn = render_to_string("parts/page_viewer.html", {"src": "/tep.pdf", "places": [place]})
    assert 'data-x0="361.389" data-y0="1137.637" data-x1="491.780" data-y1="1205.670"' in drawn
