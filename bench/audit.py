"""L6: an audit entry beside a business write, 8 writers at once, against plain inserts; checkpoint lag; verification.

The verified log has a million entries at full scale; the time is always given for a million.
"""

import multiprocessing
import statistics
import time
from bisect import bisect_right
from functools import cache

from django.db import connection, connections, models, transaction
from django.utils import timezone

WRITERS = 8
ROUNDS = 5
SECONDS = 3.0
SLOW_FSYNC = "SET commit_delay = 3000; SET commit_siblings = 0"  # PostgreSQL waits 3 ms before each flush
MILLION = 1_000_000


def run(report):
    files = make_files()
    with connection.schema_editor() as editor:
        editor.create_model(plain_model())
    compare(report, files, "L6 append, 8 writers", slow=False)
    if connection.vendor == "postgresql":
        compare(report, files, "L6 append, 8 writers, slow fsync", slow=True)
    wait_alone(report)
    fill(report, int(MILLION * report.scale))
    verify_all(report)


def make_files():
    """The business rows that writers change: one each."""
    from core.models import File

    return [File.objects.create(name=f"tep {number}").pk for number in range(WRITERS)]


@cache
def plain_model():
    """A table like the log's, without hash, order or guard: what a plain insert costs."""
    from core.models import AuditEntry

    fields = {
        field.name: field.clone()
        for field in AuditEntry._meta.concrete_fields
        if not field.primary_key and field.name != "leaf"
    }
    meta = type("Meta", (), {"app_label": "core", "db_table": "bench_plain", "indexes": plain_indexes()})
    return type("PlainEntry", (models.Model,), {**fields, "__module__": "core.models", "Meta": meta})


def plain_indexes():
    return [
        models.Index(fields=["subject_kind", "subject_id", "id"], name="plain_by_subject"),
        models.Index(fields=["actor", "id"], name="plain_by_actor"),
    ]


def compare(report, files, name, *, slow):
    """Rounds of plain and of audited writing in turn; the ratio is the median of the rounds' ratios.

    Plain is what an ordinary application does (the ORM); bare is our own statement without hash and sequencer.
    """
    plain, bare, audited, lags = [], [], [], []
    for _round in range(ROUNDS):
        plain.append(write("plain", files, slow))
        bare.append(write("bare", files, slow))
        with sequencer_beside():
            since = timezone.now()
            audited.append(write("audited", files, slow))
            settle()
        lags += lags_since(since)
    compare_with(report, name, audited, plain, at_least=0.95)
    compare_with(report, f"{name}, against our bare statement", audited, bare)
    ordered = sorted(lags)
    report.add(f"{name}: checkpoint lag p50", ordered[len(ordered) // 2], "s")
    report.add(f"{name}: checkpoint lag p99", ordered[int(len(ordered) * 0.99)], "s", at_most=1.0)


def compare_with(report, name, audited, base, **target):
    floor = statistics.median(base)
    ratio = statistics.median(each / other for each, other in zip(audited, base, strict=True))
    report.add(name, ratio * floor, "acts/s", floor=floor, **target)


def write(variant, files, slow):
    """Acts a second of 8 processes that write for SECONDS."""
    context = multiprocessing.get_context("fork")
    start, results = context.Barrier(WRITERS), context.Queue()
    workers = [context.Process(target=writer, args=(variant, pk, slow, start, results), daemon=True) for pk in files]
    connections.close_all()
    for worker in workers:
        worker.start()
    counts = [results.get(timeout=120) for _worker in workers]
    for worker in workers:
        worker.join()
    return sum(counts) / SECONDS


def writer(variant, pk, slow, start, results):
    """One process: change its own business row and write one row beside it, in one transaction, again and again."""
    from core.models import File

    beside = {"plain": plain_row, "bare": bare_row, "audited": audit_row}[variant]()
    with connection.cursor() as cursor:
        cursor.execute(SLOW_FSYNC if slow else "SELECT 1")
    file, count = File.objects.get(pk=pk), 0
    start.wait(60)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with transaction.atomic():
            File.objects.filter(pk=pk).update(name=f"tep {count}")
            beside(file, count)
        count += 1
    results.put(count)


def plain_row():
    model = plain_model()

    def insert(file, count):
        model(
            at=timezone.now(),
            actor_name="",
            verb="file_renamed",
            subject_kind="core.file",
            subject_id=file.pk,
            subject_name=str(file),
            facts=f'{{"number":{count}}}',
        ).save(force_insert=True)

    return insert


def bare_row():
    from core.audit import leaves

    statement = leaves.INSERT.replace("core_auditentry", "bench_plain").replace(", leaf)", ")").replace(", %s)", ")")

    def insert(file, count):
        at = connection.ops.adapt_datetimefield_value(timezone.now())
        said = (None, "", None, "", "file_renamed", "core.file", file.pk, str(file), f'{{"number":{count}}}')
        with connection.cursor() as cursor:
            cursor.execute(statement, [at, *said])
            cursor.fetchone()

    return insert


def audit_row():
    from core import audit

    return lambda file, count: audit.record("file_renamed", file, by=None, number=count)


class sequencer_beside:
    """The sequencer in a process of its own, as `serve` runs it."""

    def __enter__(self):
        context = multiprocessing.get_context("fork")
        self.stop = context.Event()
        connections.close_all()
        self.process = context.Process(target=sequence_until, args=(self.stop,), daemon=True)
        self.process.start()

    def __exit__(self, *failure):
        self.stop.set()
        self.process.join(30)


def sequence_until(stop):
    from core.audit import sequencer

    sequencer.run(stop)


def settle():
    """Wait until every entry has its place."""
    from core.models import AuditEntry

    while AuditEntry.objects.waiting().exists():
        time.sleep(0.2)


def lags_since(since):
    """Seconds from the moment an act wrote its entry to the checkpoint that covers it."""
    from core.models import AuditCheckpoint, AuditLeaf

    marks = list(AuditCheckpoint.objects.filter(at__gte=since).order_by("size").values_list("size", "at"))
    sizes = [size for size, _at in marks]
    entries = AuditLeaf.objects.filter(entry__at__gte=since).values_list("seq", "entry__at")
    return [(marks[bisect_right(sizes, seq)][1] - at).total_seconds() for seq, at in entries]


def wait_alone(report):
    """How long a signer waits for the checkpoint when no sequencer runs: the work is done on the spot."""
    from bench.report import seconds
    from core import audit

    taken = seconds(lambda: audit.wait_for_checkpoint(audit.record("noted", by=None)), times=50)
    report.add("L6 record and wait for the checkpoint", taken * 1000, "ms", at_most=300)


def fill(report, count):
    """Entries in bulk, then their places."""
    from core.audit import leaves, sequencer
    from core.models import AuditEntry

    for first in range(0, count, 5000):
        entries = [
            AuditEntry(verb="noted", subject_kind="core.file", subject_id=number, facts=f'{{"number":{number}}}')
            for number in range(first, first + 5000)
        ]
        for entry in entries:
            entry.leaf = leaves.leaf_hash(entry)
        AuditEntry.objects.bulk_create(entries)
    started = time.monotonic()
    sequencer.work(sequencer.Gaps())
    report.add(f"L6 sequence a backlog of {count}", count / (time.monotonic() - started), "entries/s")


def verify_all(report):
    """The whole log, once: it takes longer than all else here, and what it reads is warm."""
    from core.audit.verifying import verify

    verdict = verify()
    if not verdict.is_sound:
        raise SystemExit(f"the log of the benchmark is not sound: {verdict.findings[0].sentence}")
    name = f"L6 verify, per million ({verdict.size} entries, {verdict.checkpoints} checkpoints)"
    report.add(name, verdict.seconds * MILLION / verdict.size, "s", at_most=10)
