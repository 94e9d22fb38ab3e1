"""Where things stand on the page: blanks for the clerk, the signature, the seal. Pure geometry.

All lengths are PDF points (1/72 inch), origin at the lower left corner of the page (ISO 32000-1, 8.3.2.3).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from documents.printing.fonts import extents

PIXEL = 0.75  # points in a CSS pixel
MILLIMETRE = 72 / 25.4
SEAL_DIAMETER = 36.0  # millimetres, the usual seal of an agency; configurable by the caller
COVERED = 1 / 3  # how much of the signature the seal covers, on its left (Decree 30, Appendix I, II.8a)

BLANKS = {"number": "right", "day": "center", "month": "center", "year": "center"}
BOXES = ("signature", "cosignature")


@dataclass(frozen=True)
class Place:
    """A rectangle on a page.

    `page` counts from 0. Blanks also carry the `baseline` of the line they stand on, the `font_size` of
    its text and how to `align` what is filled in, so that it reads as if it had been printed with the
    rest.
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float | None = None
    font_size: float | None = None
    align: str = ""
    italic: bool = False

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0


def seal_over(signature: Place, *, diameter: float = SEAL_DIAMETER) -> Place:
    """Where a round seal of true size lies: level with the signature, over the left third of its width.

    `signature` is the rectangle of the signature image as drawn, `diameter` is in millimetres.
    """
    size = diameter * MILLIMETRE
    right = signature.x0 + signature.width * COVERED
    middle = (signature.y0 + signature.y1) / 2
    return Place(signature.page, right - size, middle - size / 2, right, middle + size / 2)


def places_of(pages: Iterable, *, seal_diameter: float = SEAL_DIAMETER) -> dict[str, Place]:
    """The named places of laid-out WeasyPrint pages, the seal's included when there is a signature."""
    places = {}
    for index, page in enumerate(pages):
        for name, rectangle in page.anchors.items():
            if name in BLANKS or name in BOXES:
                places[name] = _place(name, index, page.height, rectangle)
    if "signature" in places:
        places["seal"] = seal_over(places["signature"], diameter=seal_diameter)
    return places


def _place(name: str, page: int, height: float, rectangle: tuple[float, float, float, float]) -> Place:
    x0, top, x1, bottom = (length * PIXEL for length in rectangle)
    height *= PIXEL
    if name in BOXES:
        return Place(page, x0, height - bottom, x1, height - top)
    # A blank is an inline block without height: its edge is the baseline of the line.
    baseline, size = height - bottom, BLANK_SIZE
    above, below = extents()
    box = (x0, baseline - below * size, x1, baseline + above * size)
    return Place(page, *box, baseline, size, BLANKS[name], italic=name != "number")


BLANK_SIZE = 13.0  # points: boxes 3 and 4 are printed in 13
