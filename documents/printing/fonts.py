"""The typeface of the page: Times New Roman where it is installed, otherwise Tinos.

Decree 30/2020/NĐ-CP, Appendix I, I.4 asks for Times New Roman. It may not be given away, so the product
carries Tinos, whose letters have the same widths. Only whole fonts are used: a subset cut for the web
loses stacked accents.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STYLES = ("regular", "italic", "bold", "bold-italic")

_TIMES_FOLDERS = (
    "/usr/share/fonts/truetype/msttcorefonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts/truetype/times",
)
_TIMES_FILES = (
    ("Times_New_Roman.ttf", "times.ttf"),
    ("Times_New_Roman_Italic.ttf", "timesi.ttf"),
    ("Times_New_Roman_Bold.ttf", "timesbd.ttf"),
    ("Times_New_Roman_Bold_Italic.ttf", "timesbi.ttf"),
)
_TINOS_PACKAGE = PROJECT / "node_modules/@expo-google-fonts/tinos"
_TINOS_FILES = (
    "400Regular/Tinos_400Regular.ttf",
    "400Regular_Italic/Tinos_400Regular_Italic.ttf",
    "700Bold/Tinos_700Bold.ttf",
    "700Bold_Italic/Tinos_700Bold_Italic.ttf",
)
_CROSCORE = Path("/usr/share/fonts/truetype/croscore")
_CROSCORE_FILES = ("Tinos-Regular.ttf", "Tinos-Italic.ttf", "Tinos-Bold.ttf", "Tinos-BoldItalic.ttf")


class FontMissing(RuntimeError):
    """Neither Times New Roman nor Tinos is on this machine."""


@dataclass(frozen=True)
class Typeface:
    """Four files of one family, in the order of STYLES."""

    family: str
    files: tuple[Path, Path, Path, Path]

    def read(self, style: str) -> bytes:
        return self.files[STYLES.index(style)].read_bytes()


@cache
def typeface() -> Typeface:
    """The family every page is set in. Raises FontMissing."""
    times = _times()
    if times:
        return Typeface("Times New Roman", times)
    for folder, names in ((_TINOS_PACKAGE, _TINOS_FILES), (_CROSCORE, _CROSCORE_FILES)):
        files = tuple(folder / name for name in names)
        if all(file.is_file() for file in files):
            return Typeface("Tinos", files)
    raise FontMissing("Không tìm thấy phông chữ Times New Roman hoặc Tinos; hãy chạy lại bước cài đặt.")


def _times() -> tuple[Path, ...] | None:
    for folder in map(Path, _TIMES_FOLDERS):
        found = [next((folder / n for n in names if (folder / n).is_file()), None) for names in _TIMES_FILES]
        if all(found):
            return tuple(found)
    return None


@cache
def extents() -> tuple[float, float]:
    """Height above and depth below the baseline of the upright face, in em."""
    from fontTools.ttLib import TTFont  # heavy: not at the start of the web process

    with TTFont(typeface().files[0], lazy=True) as font:
        line = font["hhea"]
        return line.ascent / font["head"].unitsPerEm, -line.descent / font["head"].unitsPerEm


def lines(text: str, size: float, width: float) -> int:
    """How many lines `text` takes, upright at `size` points in a column of `width` points."""
    space = _advance(" ") * size
    count, used = 1, 0.0
    for word in text.split():
        length = sum(_advance(letter) for letter in word) * size
        if used and used + space + length > width:
            count, used = count + 1, length
        else:
            used += (space if used else 0) + length
    return count


@cache
def _advance(letter: str) -> float:
    widths, names, em = _metrics()
    return widths[names[ord(letter)]][0] / em if ord(letter) in names else 1.0


@cache
def _metrics() -> tuple[dict, dict, int]:
    from fontTools.ttLib import TTFont  # heavy: not at the start of the web process

    with TTFont(typeface().files[0]) as font:
        return dict(font["hmtx"].metrics), font.getBestCmap(), font["head"].unitsPerEm
