import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.folding import composed, fold, fold_name, fold_signs, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Quyết định", "quyet dinh"),
        ("ĐẶNG  Thu\nHà", "dang thu ha"),
        ("ướt ườn ỷ Ỵ ẵ", "uot uon y y a"),
        ("m² №5", "m2 no5"),
        ("\ufb01le", "file"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_fold_is_stable_and_blind_to_composition(text):
    once = fold(text)
    assert fold(once) == once
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"


@given(st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " ,./0123456789"))
def test_signs_keep_their_places(text):
    folded = fold_signs(text)
    assert len(folded) == len(text)
    assert folded.isascii()


def test_words_are_runs_of_letters_and_digits():
    assert words("Số: 05/QĐ-SKHCN, ngày 5_tháng 3!") == ["so", "05", "qd", "skhcn", "ngay", "5", "thang", "3"]


def test_names_are_remembered_as_words():
    assert fold_name("Đỗ Thúy Nga") == ("do", "thuy", "nga")


def test_composed_text_is_the_usual_one_until_marks_crowd():
    assert composed("Quye\u0302\u0301t đi\u0323nh") == "Quyết định"
    assert composed("a" + "\u0316" * 30) == "a" + "\u0316" * 30
    assert composed("b" + "\u0344" * 30) == "b" + "\u0308\u0301" * 15
    assert composed("a" + "\u0316\u0300" * 200_000 + "b") == "à" + "\u0316" * 15 + "\u0300" * 14 + "b"


@given(st.text())
def test_composed_text_stays_composed(text):
    assert composed(composed(text)) == composed(text)
