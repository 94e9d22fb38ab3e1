"""The typeface that official documents are set in, as a font file to embed (Decree 30, Appendix I, I.3)."""

from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TINOS = ROOT / "node_modules" / "@expo-google-fonts" / "tinos"
SYSTEM = (Path("/usr/share/fonts/truetype/msttcorefonts"), Path("/usr/local/share/fonts"))
FILES = {
    "regular": ("Times_New_Roman.ttf", "400Regular/Tinos_400Regular.ttf"),
    "bold": ("Times_New_Roman_Bold.ttf", "700Bold/Tinos_700Bold.ttf"),
    "italic": ("Times_New_Roman_Italic.ttf", "400Regular_Italic/Tinos_400Regular_Italic.ttf"),
}


class FontMissing(RuntimeError):
    """Neither Times New Roman nor Tinos is on this machine; `make setup` brings Tinos."""


@cache
def serif(style: str = "regular") -> Path:
    """Times New Roman where it is installed, otherwise Tinos (same metrics). Raises FontMissing."""
    times, tinos = FILES[style]
    for path in (*(folder / times for folder in SYSTEM), TINOS / tinos):
        if path.is_file():
            return path
    raise FontMissing(tinos)
