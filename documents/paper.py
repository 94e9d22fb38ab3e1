"""The PDF under the hands of leader and clerk: its blanks and where they are.

pyHanko and pikepdf cost memory and time to import, so the first page that is prepared pays, not the start.
"""

LEADER_FIELD = "leader"


def prepare(pdf, places):
    """The PDF with its blanks as form fields and its signature fields placed.

    places: {name: {page, x0, y0, x1, y1, …}} in points from the page's lower left corner.
    """
    from documents.printing.places import Place
    from signatures import pades

    return pades.prepare(pdf, {name: Place(**place) for name, place in places.items()})


def fill(pdf, number, dated):
    """Number and date written into the blanks by an incremental update (Decree 30, App. I, II.3 and II.4)."""
    from signatures import pades

    return pades.fill(pdf, field_values(number, dated))


def field_values(number, dated):
    """What goes into the blanks: days below 10 and the months 1 and 2 get a zero (App. I, II.4b)."""
    return {
        "number": f"{number:02d}",
        "day": f"{dated.day:02d}",
        "month": f"{dated.month:02d}" if dated.month < 3 else str(dated.month),
        "year": str(dated.year),
    }
