"""L1: a person's list, newest 50 and counts, for someone who sees 16 %, from 10,000 to 1,000,000 documents.

Judged is the time of the database and its driver. The time of the whole call, Django's objects included, is said too.
"""

from bench import crowd
from bench.clock import in_database, milliseconds
from core import paging, visibility
from documents.models import Document, DocumentVisibility

SIZES = (10_000, 1_000_000)


def run(report):
    person = crowd.build_people()[0]
    pages = [measure(report, person, max(1000, int(size * report.scale))) for size in SIZES]
    report.add("L1 page and count, growth from small to big", pages[1], "ms", floor=pages[0], at_most=1.5)


def measure(report, person, total):
    """Measure one size and return the milliseconds of a page with its count."""
    crowd.clear()
    crowd.build_documents(total)
    label = f"at {total:,}"
    calls = ways(person, total)
    spent = {name: in_database(call) for name, call in calls.items()}
    for name, judged in spent.items():
        report.add(f"L1 {name} {label}", judged, "ms", at_most=10)
    both = spent["page of 50"] + spent["capped count"]
    report.add(f"L1 page and count {label}", both, "ms", at_most=10)
    whole = milliseconds(calls["page of 50"]) + milliseconds(calls["capped count"])
    report.add(f"L1 page and count, whole calls {label}", whole, "ms")
    return both


def ways(person, total):
    """What is measured, by name."""
    deep = paging.write([crowd.FIRST + total * 2 // 3 * crowd.STEP, 0], DocumentVisibility._meta.label_lower)
    one = Document.objects.filter(pk__in=Document.objects.order_by("-pk").values("pk")[:1])
    return {
        "unfiltered page": lambda: list(Document.objects.order_by("-sort_key", "-pk")[:50]),
        "page of 50": lambda: visibility.page(DocumentVisibility, person),
        "capped count": lambda: visibility.count_capped(DocumentVisibility, person),
        "page a third of the way down": lambda: visibility.page(DocumentVisibility, person, after=deep),
        "page of drafts": lambda: visibility.page(DocumentVisibility, person, state="draft"),
        "capped count of drafts": lambda: visibility.count_capped(DocumentVisibility, person, state="draft"),
        "may I see this one": lambda: visibility.visible(one, DocumentVisibility, person).exists(),
    }
