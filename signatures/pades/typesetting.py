"""Embeds just the letters that a stamp or a blank needs, as a font PDF/A accepts.

pyHanko's own glyph accumulator writes widths in font units, right only for fonts of 1000 units to the em; Times
New Roman and Tinos have 2048. Widths that disagree with the font break ISO 19005-2, 6.2.11.5 and the look.
"""

import io
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.writer import BasePdfFileWriter

SERIF, SYMBOLIC, ITALIC = 2, 4, 64
SUBSTITUTE = "?"


@dataclass(frozen=True)
class Subset:
    """The letters of one text cut out of a font: glyph number and width (thousandths of an em) of each."""

    program: bytes
    name: str
    glyphs: dict[str, int]
    widths: dict[int, int]
    metrics: dict[str, float]

    def encode(self, text: str) -> bytes:
        """The text as the hexadecimal string a Tj operator shows."""
        return b"<%s>" % "".join(f"{self._glyph(letter):04x}" for letter in normal(text)).encode()

    def width(self, text: str) -> float:
        """Length of the text in ems."""
        return sum(self.widths[self._glyph(letter)] for letter in normal(text)) / 1000

    def _glyph(self, letter: str) -> int:
        return self.glyphs.get(letter, self.glyphs[SUBSTITUTE])


def normal(text: str) -> str:
    """Composed letters (NFC): the font has one glyph for each."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=64)
def cut(path: Path, letters: frozenset[str]) -> Subset:
    """The subset of the font at `path` that holds `letters`."""
    program = io.BytesIO()
    with TTFont(path, lazy=True) as font:
        scale = 1000 / font["head"].unitsPerEm
        metrics = _metrics(font, scale)
        _reduce(font, letters | {SUBSTITUTE})
        font.save(program)
    font = TTFont(io.BytesIO(program.getvalue()))
    order, names = font.getReverseGlyphMap(), font.getBestCmap()
    glyphs = {chr(code): order[name] for code, name in names.items()}
    widths = {order[name]: round(font["hmtx"][name][0] * scale) for name in font.getGlyphOrder()}
    return Subset(program.getvalue(), f"{_tag(letters)}+{_postscript_name(font)}", glyphs, widths, metrics)


def _reduce(font: TTFont, letters) -> None:
    options = subset.Options(layout_features=[], hinting=False, name_IDs=[6], notdef_outline=True)
    options.drop_tables += ["GPOS", "GDEF", "GSUB", "DSIG", "kern"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(each) for each in letters])
    cutter.subset(font)


def _metrics(font: TTFont, scale: float) -> dict[str, float]:
    head, os2 = font["head"], font["OS/2"]
    return {
        "/Ascent": font["hhea"].ascent * scale,
        "/Descent": font["hhea"].descent * scale,
        "/CapHeight": getattr(os2, "sCapHeight", 0.66 * head.unitsPerEm) * scale,
        "/ItalicAngle": font["post"].italicAngle,
        "/StemV": 80,
        "/Flags": SERIF | SYMBOLIC | (ITALIC if head.macStyle & 2 else 0),
        "box": [each * scale for each in (head.xMin, head.yMin, head.xMax, head.yMax)],
    }


def _postscript_name(font: TTFont) -> str:
    record = font["name"].getName(6, 3, 1) or font["name"].getName(6, 1, 0)
    return record.toUnicode() if record else "Serif"


def _tag(letters) -> str:
    """Six capitals that tell subsets of one font apart (ISO 32000-1, 9.6.4)."""
    number = sum(ord(letter) * 31**place for place, letter in enumerate(sorted(letters)))
    return "".join(chr(65 + number // 26**place % 26) for place in range(6))


def embed(writer: BasePdfFileWriter, path: Path, *texts: str) -> tuple[Subset, generic.IndirectObject]:
    """Puts the letters of `texts` into the file; returns the subset and the font's reference."""
    cutting = cut(path, frozenset(normal("".join(texts))))
    descendant = writer.add_object(_cid_font(writer, cutting))
    font = _dictionary(
        Type=pdf_name("/Font"),
        Subtype=pdf_name("/Type0"),
        BaseFont=pdf_name(f"/{cutting.name}"),
        Encoding=pdf_name("/Identity-H"),
        DescendantFonts=generic.ArrayObject([descendant]),
        ToUnicode=writer.add_object(_stream(_character_map(cutting))),
    )
    return cutting, writer.add_object(font)


def _cid_font(writer, cutting: Subset) -> generic.DictionaryObject:
    widths = generic.ArrayObject()
    for glyph, width in sorted(cutting.widths.items()):
        widths += [generic.NumberObject(glyph), generic.ArrayObject([generic.NumberObject(width)])]
    system = _dictionary(
        Registry=pdf_string("Adobe"), Ordering=pdf_string("Identity"), Supplement=generic.NumberObject(0)
    )
    return _dictionary(
        Type=pdf_name("/Font"),
        Subtype=pdf_name("/CIDFontType2"),
        BaseFont=pdf_name(f"/{cutting.name}"),
        CIDSystemInfo=system,
        CIDToGIDMap=pdf_name("/Identity"),
        DW=generic.NumberObject(1000),
        W=widths,
        FontDescriptor=writer.add_object(_descriptor(writer, cutting)),
    )


def _descriptor(writer, cutting: Subset) -> generic.DictionaryObject:
    numbers = {key[1:]: generic.NumberObject(round(value)) for key, value in cutting.metrics.items() if key != "box"}
    box = generic.ArrayObject([generic.NumberObject(round(each)) for each in cutting.metrics["box"]])
    return _dictionary(
        Type=pdf_name("/FontDescriptor"),
        FontName=pdf_name(f"/{cutting.name}"),
        FontBBox=box,
        FontFile2=writer.add_object(_stream(cutting.program)),
        **numbers,
    )


def _dictionary(**items) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(f"/{key}"): value for key, value in items.items()})


def _stream(content: bytes) -> generic.StreamObject:
    stream = generic.StreamObject(stream_data=content)
    stream.compress()
    return stream


def _character_map(cutting: Subset) -> bytes:
    """ToUnicode: so that the text can be searched and copied."""
    pairs = "".join(
        f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>\n" for letter, glyph in cutting.glyphs.items()
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(cutting.glyphs)} beginbfchar\n{pairs}endbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode()
