"""An act and its audit entry: written together, hashed as said, shown in words."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st

from core import audit
from core.audit import leaves, verbs
from core.models import AuditEntry, Office, User


@pytest.fixture
def lan(db):
    return User.objects.create_user("chuyenvien", full_name="Nguyễn Thị Lan")


@pytest.fixture
def minh(db):
    return User.objects.create_user("phogiamdoc", full_name="Trần Quang Minh")


@pytest.fixture
def office(db):
    return Office.objects.create(kind="agency", name="Sở Khoa học và Công nghệ", abbreviation="SKHCN")


def test_an_entry_says_who_did_what_to_which_thing(lan, minh, office):
    entry = audit.record("office_renamed", office, by=minh, on_behalf_of=lan, old="Sở KH", new="Sở KHCN")
    entry.refresh_from_db()
    said = leaves.said(entry)
    assert datetime.fromisoformat(said.pop("at")) == entry.at
    assert said == {
        "actor": minh.pk,
        "actor_name": "Trần Quang Minh (phogiamdoc)",
        "on_behalf_of": lan.pk,
        "on_behalf_of_name": "Nguyễn Thị Lan (chuyenvien)",
        "verb": "office_renamed",
        "subject_kind": "core.office",
        "subject_id": office.pk,
        "subject_name": "Sở Khoa học và Công nghệ",
        "facts": '{"new":"Sở KHCN","old":"Sở KH"}',
    }


def test_the_system_acts_without_a_name_and_on_nothing(db):
    entry = audit.record("clock_checked", by=None)
    assert (entry.actor, entry.actor_name, entry.subject_kind, entry.subject_id, entry.facts) == (
        None,
        "",
        "",
        None,
        "{}",
    )


def test_the_leaf_is_the_hash_of_the_canonical_text_as_read_back(lan, office):
    entry = audit.record("office_renamed", office, by=lan, ngày="01/02/2026")
    kept = AuditEntry.objects.get(pk=entry.pk)
    text = json.dumps(leaves.said(kept), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    expected = hashlib.sha256(b"\x00" + text.encode()).digest()
    assert (bytes(kept.leaf), leaves.leaf_hash(kept)) == (expected, expected)


def test_renaming_an_account_does_not_change_who_did_it(lan, office):
    entry = audit.record("office_renamed", office, by=lan)
    lan.full_name, lan.username = "Người Khác", "nguoikhac"
    lan.save()
    kept = AuditEntry.objects.get(pk=entry.pk)
    assert kept.actor_name == "Nguyễn Thị Lan (chuyenvien)"
    assert leaves.leaf_hash(kept) == bytes(kept.leaf)


def test_an_act_rolled_back_leaves_no_entry(lan, office):
    with transaction.atomic():
        audit.record("office_renamed", office, by=lan)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == 0


def test_the_history_of_a_thing_is_its_own_and_in_order(lan, office):
    other = Office.objects.create(kind="agency", name="Sở Tài chính", abbreviation="STC")
    audit.record("office_added", office, by=lan)
    audit.record("office_added", other, by=lan)
    audit.record("office_renamed", office, by=lan)
    assert list(audit.history(office).values_list("verb", flat=True)) == ["office_added", "office_renamed"]


def test_what_a_person_did_includes_what_a_deputy_did_for_them(lan, minh, office):
    first = audit.record("office_added", office, by=lan)
    second = audit.record("office_renamed", office, by=minh, on_behalf_of=lan)
    audit.record("office_closed", office, by=minh)
    assert list(AuditEntry.objects.done_by(lan)) == [first, second]


def test_a_long_name_is_cut_to_its_column_before_it_is_hashed(lan):
    office = Office.objects.create(kind="agency", name="Đ" * 200, abbreviation="Đ")
    office.name = "Đ" * 700
    kept = AuditEntry.objects.get(pk=audit.record("office_renamed", office, by=lan).pk)
    assert kept.subject_name == "Đ" * 500
    assert leaves.leaf_hash(kept) == bytes(kept.leaf)


@pytest.mark.parametrize("text", ["a\x00b", "nửa \ud800 chữ", "\u202e đảo", "é é", "\u2028", "𠀋 chữ Nôm"])
def test_any_text_of_the_world_is_kept_as_it_was_hashed(text, lan, office):
    office.name = text
    kept = AuditEntry.objects.get(pk=audit.record("office_renamed", office, by=lan, to=text).pk)
    assert leaves.leaf_hash(kept) == bytes(kept.leaf)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=8))
def test_facts_have_one_canonical_text(value):
    text = leaves.canonical({"b": value, "a": 1})
    assert leaves.canonical(json.loads(text)) == text


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
numbers = st.none() | st.integers(-(2**63), 2**63 - 1)


@given(st.tuples(moments, numbers, words, numbers, words, words, words, numbers, words, words))
def test_the_text_written_out_is_the_canonical_json(values):
    assert leaves.text_of(*values) == leaves._encode(leaves.spell(*values))


def test_an_instant_is_spelled_in_utc_with_microseconds():
    noon = datetime.fromisoformat("2026-03-01T12:00:00+07:00")
    assert leaves.spell(noon, *[None] * 9)["at"] == "2026-03-01T05:00:00.000000+00:00"
    assert leaves.spell(noon.astimezone(UTC), *[None] * 9)["at"] == "2026-03-01T05:00:00.000000+00:00"


def test_a_verb_is_shown_in_the_words_its_room_gave_it(monkeypatch):
    monkeypatch.setattr(verbs, "_labels", {})
    audit.name_verbs(office_renamed=_("Đổi tên cơ quan"))
    assert AuditEntry(verb="office_renamed").verb_label == "Đổi tên cơ quan"
    assert AuditEntry(verb="office_moved").verb_label == "office moved"
    assert verbs.known() == [("office_renamed", "Đổi tên cơ quan")]
