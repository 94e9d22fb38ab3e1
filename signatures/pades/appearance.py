"""What a signature looks like on the page: a picture, or words in an embedded typeface.

pyHanko's default appearance uses a Courier that is not embedded, which breaks PDF/A and garbles Vietnamese;
every signature here therefore names one of these styles.
"""

import io
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.stamp import BaseStamp, BaseStampStyle, StaticStampStyle

from signatures.fonts import serif
from signatures.pades.typesetting import embed

INK_BLUE = (0.07, 0.2, 0.6)
BLACK = (0.0, 0.0, 0.0)
LEADING = 1.2
LARGEST_PICTURE = 4000
"""Pixels on the longer side of a signature or seal image."""


class BadPicture(ValueError):
    """The bytes are not a PNG picture of a sensible size."""


def picture(png: bytes) -> BaseStampStyle:
    """The PNG, as large as its rectangle allows, transparent where it is transparent. Raises BadPicture."""
    return StaticStampStyle(
        background=PdfImage(open_picture(png)),
        background_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MID,
            y_align=AxisAlignment.ALIGN_MID,
            margins=Margins.uniform(0),
            inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
        ),
        border_width=0,
    )


def open_picture(png: bytes) -> Image.Image:
    """The decoded picture in RGBA. Raises BadPicture."""
    try:
        image = Image.open(io.BytesIO(png), formats=["PNG"])
        if max(image.size) > LARGEST_PICTURE:
            raise BadPicture(image.size)
        return image.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as fault:
        raise BadPicture(str(fault)) from fault


@dataclass(frozen=True)
class Words(BaseStampStyle):
    """Lines of text in the official typeface, shrunk to fit the rectangle when they are too long.

    `size` in points; `align` 0 left, 0.5 centre, 1 right.
    """

    lines: tuple[str, ...] = ()
    size: float = 10
    colour: tuple[float, float, float] = BLACK
    align: float = 0.5
    font: Path = field(default_factory=serif)
    border_width: int = 0

    def create_stamp(self, writer, box, text_params):
        return _WordsStamp(writer, self, box=box)


class _WordsStamp(BaseStamp):
    def _render_inner_content(self):
        style, box = self.style, self.box
        letters, font = embed(self.writer, style.font, *style.lines)
        self.set_resource(ResourceType.FONT, pdf_name("/F1"), font)
        widest = max(letters.width(line) for line in style.lines)
        size = min(style.size, box.width / widest, box.height / (LEADING * len(style.lines)))
        return [b"q %g %g %g rg BT" % style.colour, *_set(style, letters, size, box), b"ET Q"]


def _set(style, letters, size, box):
    """PDF operators that set the lines, the block centred on the height of the box."""
    baseline = (box.height + LEADING * size * len(style.lines)) / 2 - 0.95 * size
    for line in style.lines:
        left = (box.width - letters.width(line) * size) * style.align
        yield b"/F1 %g Tf 1 0 0 1 %g %g Tm %s Tj" % (size, left, baseline, letters.encode(line))
        baseline -= LEADING * size


def name_in_ink(full_name: str) -> BaseStampStyle:
    """For a person without a signature image: the name in blue italics, plainly typed."""
    return Words(lines=(full_name,), size=18, colour=INK_BLUE, font=serif("italic"))


def attachment_block(lines: tuple[str, ...]) -> BaseStampStyle:
    """The agency's text on a separate attachment or a copy: upright, black, 10 pt (Decree 30, App. I, III.1d)."""
    return Words(lines=lines, size=10, align=1)
