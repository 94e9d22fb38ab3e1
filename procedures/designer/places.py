"""What every act on a draft's JSON needs: keys from words, places in lists, one step up or down."""

import re

from django.utils.translation import gettext as _

from core.folding import fold
from core.refusals import BadInput

LONGEST_KEY = 40


def slug(text, taken=()):
    """A key from words: "Số ngày nghỉ" -> "so_ngay_nghi", with a number behind when it is taken."""
    words = re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")
    stem = words if words[:1].isalpha() else f"o_{words}".strip("_")
    stem = stem[:LONGEST_KEY].strip("_")
    short = stem[: LONGEST_KEY - 4].rstrip("_")
    key, number = stem, 2
    while key in taken:
        key, number = f"{short}_{number}", number + 1
    return key


def reworded(label, text):
    """The label with these Vietnamese words, its English kept."""
    return {**(label if isinstance(label, dict) else {}), "vi": text}


def among(rows, key):
    for at, each in enumerate(rows):
        if each.get("key") == key:
            return rows, at
    raise gone()


def gone():
    return BadInput(_("Phần này không còn trong dự thảo. Hãy tải lại trang để xem bản mới nhất."))


def direction(asked):
    return -1 if asked.get("to") == "up" else 1


def swap(rows, at, step):
    if 0 <= at + step < len(rows):
        rows[at], rows[at + step] = rows[at + step], rows[at]
