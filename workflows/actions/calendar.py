"""Every write on the working calendar. Each makes a new edition, and running clocks follow it in the background."""

import uuid
from collections import Counter
from datetime import timedelta
from itertools import pairwise

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.refusals import BadInput, WrongState
from core.validity import checked
from workflows import tasks
from workflows.holidays_seed import expected_days
from workflows.models import CalendarEdition, WorkDay, WorkHours

LONGEST_SPAN = 31  # days marked at once
MOST_STRETCHES = 2  # of a day: morning and afternoon
Status = WorkDay.Status


@transaction.atomic
def mark_day(office, date, *, kind, name, by, legal_ref="", status=Status.CONFIRMED):
    """Say that an office (None: everyone) does not keep its week on the date; return the WorkDay.

    kind: off, swap_off, swap_work or half. A day already marked is changed: the later word counts. Raises BadInput.
    """
    day = WorkDay(office=office, date=date, kind=kind, name=name, legal_ref=legal_ref, status=status)
    return mark_days([day], by=by)[0]


@transaction.atomic
def mark_days(days, *, by):
    """Write many days (unsaved WorkDay rows) as mark_day does, and let clocks follow once; return the rows kept."""
    kept, offices = [], {}
    for day in days:
        row, changed = _write(day, by)
        kept.append(row)
        if changed:
            offices.setdefault(row.office, []).append(row)
    for office, changed in offices.items():
        follow(office, _("Lịch làm việc đổi: %(days)s.") % {"days": _listed(changed)}, by=by)
    return kept


def _write(day, by):
    """The row of that office and date with the new word, and whether anything changed."""
    row = WorkDay.objects.select_for_update(of=("self",)).filter(office=day.office, date=day.date).first()
    before = _facts(row) if row else {}
    row = row or WorkDay(office=day.office, date=day.date)
    row.kind, row.name, row.legal_ref, row.status = day.kind, day.name.strip(), day.legal_ref.strip(), day.status
    checked(row).save()
    if _facts(row) == before:
        return row, False
    _note(row, by, before=before, after=_facts(row))
    return row, True


def _listed(days):
    """At most three of the days in words, for the reason that is kept with each due date that moved."""
    named = ", ".join(str(day) for day in days[:3])
    return named if len(days) <= 3 else _("%(days)s và %(more)d ngày khác") % {"days": named, "more": len(days) - 3}


def mark_span(office, first, last, *, kind, name, by, legal_ref="", status=Status.CONFIRMED):
    """Mark every date from first to last; return the WorkDay rows. Raises BadInput for a senseless span."""
    if not 0 <= (last - first).days < LONGEST_SPAN:
        sentence = _("Ngày cuối phải từ ngày đầu trở đi, nhiều nhất %(most)d ngày.") % {"most": LONGEST_SPAN}
        raise BadInput(sentence, fields={"last": [sentence]})
    dates = (first + timedelta(days=passed) for passed in range((last - first).days + 1))
    said = {"kind": kind, "name": name, "legal_ref": legal_ref, "status": status}
    return mark_days([WorkDay(office=office, date=date, **said) for date in dates], by=by)


@transaction.atomic
def change_day(day, *, by, **said):
    """Change what is said of a marked day (kind, name, legal_ref, status) and return it."""
    return mark_day(day.office, day.date, by=by, **said)


@transaction.atomic
def unmark_day(day, *, by):
    """Take a marked day away again: the week counts."""
    before = _facts(day)
    _note(day, by, before=before, after={})
    day.delete()
    follow(day.office, _("Lịch làm việc đổi: bỏ %(day)s.") % {"day": day}, by=by)


@transaction.atomic
def confirm_days(office, year, *, by, legal_ref=""):
    """Confirm every estimated day of the year, under the decision named; return how many. Dates do not move."""
    days = WorkDay.objects.filter(office=office, date__year=year, status=Status.ESTIMATED)
    confirmed = days.count()
    if not confirmed:
        raise WrongState(_("Năm %(year)d không còn ngày nào đang dự kiến.") % {"year": year})
    if legal_ref.strip():
        days.update(legal_ref=legal_ref.strip()[:200], status=Status.CONFIRMED)
    days.update(status=Status.CONFIRMED)
    edition = renew_edition()
    audit.record(
        "calendar_confirmed", edition, by=by, office=_pk(office), year=year, days=confirmed, ground=legal_ref
    )
    return confirmed


@transaction.atomic
def set_hours(office, week, *, by):
    """Give an office (None: everyone) a week of its own; an empty week: that of the office above counts again.

    week: {weekday: [(starts, ends), …]}. Raises BadInput when stretches of a day overlap.
    """
    rows = [WorkHours(office=office, weekday=day, starts=a, ends=b) for day, hours in week.items() for a, b in hours]
    for row in rows:
        checked(row, exclude=["office"])
    _check_apart(rows)
    current = WorkHours.objects.filter(office=office)
    before = [str(row) for row in current]
    current.delete()
    WorkHours.objects.bulk_create(rows)
    after = [str(row) for row in WorkHours.objects.filter(office=office)]
    if after != before:
        edition = renew_edition()
        audit.record("work_hours_changed", edition, by=by, office=_pk(office), before=before, after=after)
        follow(office, _("Giờ làm việc đổi."), by=by)


@transaction.atomic
def seed_year(year, *, by=None):
    """Fill in what the year will probably look like, marked estimated; days already marked are left. How many."""
    edition = _edition()
    known = set(WorkDay.objects.filter(office__isnull=True, date__year=year).values_list("date", flat=True))
    days = [each for each in expected_days(year) if each.date not in known]
    WorkDay.objects.bulk_create(WorkDay(status=Status.ESTIMATED, **day._asdict()) for day in days)
    edition.seeded = sorted({*edition.seeded, year})
    edition.save(update_fields=["seeded"])
    audit.record("calendar_seeded", edition, by=by, year=year, days=len(days))
    if days:
        follow(None, _("Thêm ngày nghỉ dự kiến của năm %(year)d.") % {"year": year}, by=by)
    return len(days)


def unseeded(years):
    """Those of the years that were never filled in: what the keeper then took out stays out."""
    edition = CalendarEdition.objects.first()
    return [year for year in years if edition is None or year not in edition.seeded]


def follow(office, reason, *, by):
    """A new edition holds from this transaction on; running clocks of the office follow, with the reason."""
    renew_edition()
    tasks.recompute_timers.enqueue(_pk(office), str(reason), _pk(by))


def renew_edition():
    """Mark what was read so far as old, in every process; return the CalendarEdition."""
    edition = _edition()
    edition.mark, edition.changed_at = uuid.uuid4(), timezone.now()
    edition.save(update_fields=["mark", "changed_at"])
    return edition


def _edition():
    edition, _made = CalendarEdition.objects.select_for_update().get_or_create(pk=1)
    return edition


def _check_apart(rows):
    ordered = sorted(rows, key=lambda row: (row.weekday, row.starts))
    if max(Counter(row.weekday for row in rows).values(), default=0) > MOST_STRETCHES:
        raise BadInput(_("Mỗi ngày nhiều nhất hai buổi làm việc."))
    for one, other in pairwise(ordered):
        if one.weekday == other.weekday and other.starts < one.ends:
            raise BadInput(_("%(one)s và %(other)s chồng lên nhau.") % {"one": one, "other": other})


def _note(day, by, **facts):
    audit.record("calendar_changed", day, by=by, office=_pk(day.office), date=day.date.isoformat(), **facts)


def _facts(day):
    return {"kind": day.kind, "name": day.name, "legal_ref": day.legal_ref, "status": day.status}


def _pk(thing):
    return thing.pk if thing else None
