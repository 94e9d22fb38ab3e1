"""A round red seal drawn for a demonstration: an agency uploads the picture of its real one.

Decree 30/2020/NĐ-CP, Appendix I, part II: the agency's signature shows the seal in red, at its true size, as a
transparent PNG.
"""

import io
import math
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from signatures.fonts import serif

RED = (200, 30, 30, 255)
DIAMETER = 36.0
"""Millimetres across an agency's seal."""
PIXELS = 1062
"""Drawn at 750 dots to the inch …"""
PRINTED = 708
"""… and kept at 500: smooth edges, sharp in print, still small."""


@lru_cache(maxsize=16)
def draw_seal(name: str, superior: str = "") -> bytes:
    """A PNG of a seal with the agency's name in its middle and the superior's around the rim."""
    image = Image.new("RGBA", (PIXELS, PIXELS), (*RED[:3], 0))
    draw = ImageDraw.Draw(image)
    for inset, width in ((8, 14), (36, 5), (190, 5)):
        draw.ellipse((inset, inset, PIXELS - inset, PIXELS - inset), outline=RED, width=width)
    _write_around(image, (superior or name).upper())
    _write_star(draw, PIXELS / 2, PIXELS - 112, 44)
    _write_across(draw, name.upper())
    result = io.BytesIO()
    image.resize((PRINTED, PRINTED), Image.Resampling.LANCZOS).save(result, "PNG", optimize=True)
    return result.getvalue()


def _write_around(image: Image.Image, text: str) -> None:
    """Letters on the upper arc, each turned to stand on the circle."""
    radius, sweep = PIXELS / 2 - 112, math.radians(250)
    size = min(92, int(radius * sweep / max(len(text), 1) / 0.72))
    font = ImageFont.truetype(serif("bold"), size)
    widths = [font.getlength(letter) for letter in text]
    angle = -sum(widths) / radius / 2
    for letter, width in zip(text, widths, strict=True):
        middle = angle + width / radius / 2
        _stamp_letter(image, letter, font, middle, radius)
        angle += width / radius


def _stamp_letter(image, letter, font, angle, radius) -> None:
    box = font.size * 3
    tile = Image.new("RGBA", (box, box), (*RED[:3], 0))
    ImageDraw.Draw(tile).text((box / 2, box / 2), letter, font=font, fill=RED, anchor="mm")
    turned = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
    x = PIXELS / 2 + radius * math.sin(angle) - box / 2
    y = PIXELS / 2 - radius * math.cos(angle) - box / 2
    image.alpha_composite(turned, (round(x), round(y)))


def _write_across(draw: ImageDraw.ImageDraw, text: str) -> None:
    font = ImageFont.truetype(serif("bold"), 92)
    lines = _balanced(text.split(), font, PIXELS - 2 * 235)
    top = PIXELS / 2 - (len(lines) - 1) * 54
    for index, line in enumerate(lines):
        fitted = font.font_variant(size=min(92, int(92 * (PIXELS - 470) / max(font.getlength(line), 1))))
        draw.text((PIXELS / 2, top + index * 108), line, font=fitted, fill=RED, anchor="mm")


def _balanced(words: list[str], font, width: float) -> list[str]:
    lines = [""]
    for word in words:
        candidate = f"{lines[-1]} {word}".strip()
        if font.getlength(candidate) <= width or not lines[-1]:
            lines[-1] = candidate
        else:
            lines.append(word)
    return lines[:4]


def _write_star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        turn = math.radians(36 * corner)
        points.append((x + reach * math.sin(turn), y - reach * math.cos(turn)))
    draw.polygon(points, fill=RED)
