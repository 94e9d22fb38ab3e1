"""A ruler for printed pages: characters, sizes in points and positions in millimetres, read from the PDF."""

MM = 72 / 25.4


class Page:
    """One page of a PDF as a person with a ruler sees it."""

    def __init__(self, page):
        self.page = page
        self.chars = [char for char in page.chars if char["text"].strip()]

    def of(self, text, occurrence=0):
        """The characters that spell `text`, spaces left out."""
        wanted = "".join(text.split())
        spelt = "".join(char["text"] for char in self.chars)
        start = -1
        for _ in range(occurrence + 1):
            start = spelt.find(wanted, start + 1)
            assert start >= 0, f"{text!r} is not on the page"
        return self.chars[start : start + len(wanted)]

    def style(self, text, occurrence=0):
        """Points and face of a text, once each: a text in two styles fails."""
        ((size, font),) = {(round(c["size"], 1), c["fontname"].split("+")[1]) for c in self.of(text, occurrence)}
        return size, font.replace("Tinos", "").replace("TimesNewRoman", "").strip("-") or "Regular"

    def box(self, text, occurrence=0):
        """Left, right, top and bottom in millimetres from the upper left corner."""
        chars = self.of(text, occurrence)
        return (
            min(c["x0"] for c in chars) / MM,
            max(c["x1"] for c in chars) / MM,
            min(c["top"] for c in chars) / MM,
            max(c["bottom"] for c in chars) / MM,
        )

    def middle(self, text):
        left, right, _top, _bottom = self.box(text)
        return (left + right) / 2

    def baseline(self, text):
        return self.page.height - self.of(text)[0]["matrix"][5]

    def rules(self):
        """Ruled lines, the edges of frames among them: left, right and height in millimetres."""
        edges = [(r["x0"], r["x1"], r[side]) for r in self.page.rects for side in ("top", "bottom")]
        return sorted({tuple(round(length / MM, 2) for length in edge) for edge in edges})

    def frame(self, text):
        """Width and height in millimetres of the frame drawn around a text."""
        left, right, top, bottom = (length * MM for length in self.box(text))
        around = [r for r in self.page.rects if r["x0"] < left and r["x1"] > right and r["top"] <= top + 2]
        around = [r for r in around if r["bottom"] >= bottom - 2]
        largest = max(around, key=lambda r: r["width"])
        return largest["width"] / MM, largest["height"] / MM


def words(pages):
    return "".join(char["text"] for page in pages for char in page.chars)


def packed(text):
    return "".join(text.split())
