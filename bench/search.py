"""L7: search in 100,000 documents of Vietnamese-looking text, inside the visibility table, words and phrases.

Syllables with marks follow Zipf's law, as in the measurements our target comes from. One person sees 16 % of the
documents, another 200 of them. Queries are pieces of the texts, every second one typed without marks.
"""

import itertools
import random
import re
import time
from functools import partial

from bench import crowd
from bench.clock import taken
from bench.report import percentile
from core import principals, search
from core.folding import fold
from core.models import SearchEntry, User
from core.searching import entries
from documents.models import Document, DocumentVisibility
from documents.search import KIND

DOCUMENTS = 100_000
SYLLABLES = 5_000
LENGTH = 170  # syllables of a text: about 900 bytes
QUERIES = 110
LIMIT = {"sqlite": 10, "postgresql": 50}

ONSETS = re.findall(r"\S+", "b c ch d đ g gi h k kh l m n ng nh p ph qu r s t th tr v x")
VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
CODAS = ["", "c", "ch", "i", "m", "n", "ng", "nh", "o", "p", "t", "u"]


def run(report):
    chance = random.Random(30)
    wide = crowd.build_people()[0]
    total = max(1000, int(DOCUMENTS * report.scale))
    crowd.build_documents(total)
    texts = write_texts(chance, total, report)
    people = {"who sees 16 %": wide, "who sees 200": narrow_person(chance)}
    for (told, person), (kind, queries) in itertools.product(people.items(), samples(chance, texts).items()):
        measure(report, f"L7 {kind}, one {told}", person, queries)


def write_texts(chance, total, report):
    """Index one text for each document and return them."""
    syllables = ["".join(parts) for parts in itertools.product(ONSETS, VOWELS, CODAS)]
    chance.shuffle(syllables)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, SYLLABLES + 1)))
    texts = [" ".join(chance.choices(syllables[:SYLLABLES], cum_weights=weights, k=LENGTH)) for _each in range(total)]
    start = time.perf_counter()
    ids = Document.objects.order_by("pk").values_list("pk", "sort_key").iterator()
    rows = (
        entries.build(KIND, pk, title=text[:60], body=text, notation=f"{pk % 900}/QĐ-SKHCN", sort_key=key)
        for (pk, key), text in zip(ids, texts, strict=False)
    )
    for batch in iter(lambda: list(itertools.islice(rows, 1000)), []):
        SearchEntry.objects.bulk_create(batch)
    report.add(f"L7 building the index of {total:,} texts", time.perf_counter() - start, "s")
    return texts


def narrow_person(chance):
    """A person who sees 200 documents by name and nothing else."""
    person = User.objects.create(username="it.viec", full_name="Người ít việc")
    own = principals.for_person(person)
    chosen = chance.sample(list(Document.objects.values_list("pk", "sort_key")), 200)
    DocumentVisibility.objects.bulk_create(
        DocumentVisibility(principal=own, document_id=pk, sort_key=key, state="issued") for pk, key in chosen
    )
    return person


def samples(chance, texts):
    """Pieces of the texts to search for."""
    words, phrases = [], []
    for turn in range(QUERIES):
        for found, form, longest in ((words, "{}", 3), (phrases, '"{}"', 4)):
            piece = chance.choice(texts).split()
            start = chance.randrange(LENGTH - 4)
            query = " ".join(piece[start : start + chance.randint(1 if found is words else 2, longest)])
            found.append(form.format(query if turn % 2 else fold(query)))
    notations = [f"{chance.randrange(1, 900):02d}/QĐ" for _turn in range(QUERIES)]
    return {"words": words, "phrases": phrases, "notations": notations}


def measure(report, name, person, queries):
    """Milliseconds of whole answers, principals and marked excerpts included; same hits with and without marks."""
    spending = []
    for query in queries:
        search.find(KIND, query, person)
        spent, found = taken(partial(search.find, KIND, query, person))
        spending.append(spent)
        plain = search.find(KIND, fold(query), person, limit=200)
        marked = search.find(KIND, query, person, limit=200)
        if {hit.thing.pk for hit in plain} != {hit.thing.pk for hit in marked} or len(found) > len(plain):
            raise AssertionError(f"{query!r} finds something else without marks")
    report.add(f"{name}, half of the queries", percentile(spending, 0.5), "ms")
    report.add(f"{name}, 95 %", percentile(spending, 0.95), "ms", at_most=LIMIT[report.database])
