"""L1: a person's list, newest 50 and counts, for someone who sees 16 %, from 10,000 to 1,000,000 documents."""

from bench import crowd
from bench.clock import milliseconds
from core import paging, visibility
from documents.models import Document, DocumentVisibility

SIZES = (10_000, 1_000_000)


def run(report):
    person = crowd.build_people()[0]
    pages = [measure(report, person, max(1000, int(size * report.scale))) for size in SIZES]
    report.add("L1 page, growth from small to big", pages[1], "ms", floor=pages[0], at_most=1.5)


def measure(report, person, total):
    """Measure one size and return the milliseconds of a page with its count."""
    crowd.clear()
    crowd.build_documents(total)
    label, deep = f"at {total:,}", third_of_the_way(person, total)
    one = Document.objects.filter(pk__in=Document.objects.order_by("-pk").values("pk")[:1])
    floor = milliseconds(lambda: list(Document.objects.order_by("-sort_key", "-pk")[:50]))
    page = milliseconds(lambda: visibility.page(DocumentVisibility, person))
    count = milliseconds(lambda: visibility.count_capped(DocumentVisibility, person))
    report.add(f"L1 unfiltered page {label}", floor, "ms")
    report.add(f"L1 page of 50 {label}", page, "ms")
    report.add(f"L1 capped count {label}", count, "ms")
    report.add(f"L1 page and count {label}", page + count, "ms", at_most=10)
    report.add(
        f"L1 page a third of the way down {label}",
        milliseconds(lambda: visibility.page(DocumentVisibility, person, after=deep)),
        "ms",
        at_most=10,
    )
    report.add(
        f"L1 page and count of drafts {label}",
        milliseconds(lambda: visibility.page(DocumentVisibility, person, state="draft"))
        + milliseconds(lambda: visibility.count_capped(DocumentVisibility, person, state="draft")),
        "ms",
        at_most=10,
    )
    report.add(
        f"L1 may I see this one {label}",
        milliseconds(lambda: visibility.visible(one, DocumentVisibility, person).exists()),
        "ms",
    )
    return page + count


def third_of_the_way(person, total):
    """A cursor into the list after a third of the time."""
    name = DocumentVisibility._meta.label_lower
    return paging.write([crowd.FIRST + total * 2 // 3 * crowd.STEP, 0], name)
