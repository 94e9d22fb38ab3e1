"""Old Vietnamese font encodings, TCVN3 (fonts ".Vn…") and VNI (fonts "VNI-…"), into Unicode.

Both hide Vietnamese letters behind Western code points, so the text is unreadable without the font. The decree asks
for Unicode (Appendix I, I.2: TCVN 6909:2001).
"""

import re

from core.folding import composed

_TCVN3_FROM = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_TO = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
TCVN3 = str.maketrans(_TCVN3_FROM, _TCVN3_TO)

# VNI writes a letter and then its marks as one more character; a few letters stand alone.
_VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323", "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ñ": "đ", "ö": "ư", "ô": "ơ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_MARKS |= {sign.upper(): marks for sign, marks in _VNI_MARKS.items()}
_VNI_LETTERS |= {sign.upper(): letter.upper() for sign, letter in _VNI_LETTERS.items()}
_VNI_PAIR = re.compile(f"([aeouyAEOUYôöÔÖ])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_LETTERS)}])")

# What Vietnamese in TCVN3 looks like once its font is lost: "Céng hßa x· héi chñ nghÜa"
_LOST_FONT = re.compile(r"[A-Za-z][\u00a1-\u00bf]+[A-Za-z]?|[\u00ae\u00a7][A-Za-z\u00a8-\u00ff]")


def encoding_of(font: str) -> str:
    """ "TCVN3", "VNI" or "" for the name of a font."""
    name = font.strip().upper()
    if name.startswith(".VN"):
        return "TCVN3"
    return "VNI" if name.startswith("VNI") and not name.startswith("VNI UNICODE") else ""


def to_unicode(text: str, font: str) -> str:
    """The text as it was meant to be read in that font; unchanged for a Unicode font."""
    encoding = encoding_of(font)
    if encoding == "TCVN3":
        read = text.translate(TCVN3)
        return read.upper() if font.rstrip().endswith("H") else read
    if encoding == "VNI":
        return composed(_VNI_PAIR.sub(_vni_letter, text))
    return text


def looks_undecoded(text: str) -> bool:
    """Whether this seems to be old-encoded Vietnamese whose font name is gone, so that nobody can be sure."""
    return len(_LOST_FONT.findall(text)) >= 2


def _vni_letter(match: re.Match) -> str:
    base, mark, alone = match.groups()
    if alone:
        return _VNI_LETTERS[alone]
    return _VNI_LETTERS.get(base, base) + _VNI_MARKS[mark]
