"""One fold for every search: lower case, no marks, đ as d, so that "quyet dinh" finds "Quyết định"."""

import unicodedata


def fold(text):
    """Return the text lower-cased, without Vietnamese marks, đ→d, blanks squeezed."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("\u0110", "d"))
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(plain.split())
