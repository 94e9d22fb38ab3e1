"""Days and hours: a day, an hour, a stretch of days whose first and last may be half days."""

from datetime import date, datetime, time

from django.utils.translation import gettext as _

from procedures.fields.base import Kind, Wrong, tidy

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
WRITTEN = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


def day_of(raw):
    """The date of 2026-01-20 or 20/01/2026, or None; raise Wrong for what is no date."""
    text = tidy(raw)
    if not text:
        return None
    for pattern in WRITTEN:
        try:
            found = datetime.strptime(text, pattern).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
        if FIRST <= found <= LAST:
            return found
    raise Wrong(_("“%(text)s” không phải ngày có thật. Ví dụ: 20/01/2026.") % {"text": text[:40]})


def told_day(value):
    """20/01/2026 of what is kept."""
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except (TypeError, ValueError):
        return str(value)


class Day(Kind):
    input_type = "date"

    def clean(self, plan, raw, scope):
        found = day_of(raw)
        return found.isoformat() if found else None

    def shown(self, plan, value, scope):
        return told_day(value)


class Hour(Kind):
    input_type = "time"

    def clean(self, plan, raw, scope):
        text = tidy(raw)
        if not text:
            return None
        try:
            return f"{time.fromisoformat(text.replace('h', ':').rstrip(':')):%H:%M}"
        except ValueError:
            raise Wrong(_("“%(text)s” không phải giờ. Ví dụ: 08:30.") % {"text": text[:40]}) from None


class DayRange(Kind):
    """{"from", "to": days; "from_half": begins in the afternoon; "to_half": ends at noon}."""

    template = "procedures/fields/date_range.html"
    grouped = True

    def read(self, plan, post, name):
        return {
            "from": post.get(f"{name}.from", ""),
            "to": post.get(f"{name}.to", ""),
            "from_half": post.get(f"{name}.from_half") == "1",
            "to_half": post.get(f"{name}.to_half") == "1",
        }

    def clean(self, plan, raw, scope):
        raw = raw if isinstance(raw, dict) else {}
        first, last = self._day(raw, "from"), self._day(raw, "to")
        if first is None and last is None:
            return None
        if first is None or last is None:
            raise Wrong(_("Hãy chọn cả ngày đầu và ngày cuối."))
        halves = {"from_half": raw.get("from_half") is True, "to_half": raw.get("to_half") is True}
        if last < first:
            raise Wrong(_("Ngày cuối phải từ %(first)s trở đi.") % {"first": f"{first:%d/%m/%Y}"})
        if first == last and all(halves.values()):
            raise Wrong(_("Trong một ngày, chỉ chọn nghỉ buổi sáng hoặc nghỉ buổi chiều."))
        return {"from": first.isoformat(), "to": last.isoformat(), **halves}

    def _day(self, raw, key):
        try:
            return day_of(raw.get(key))
        except Wrong as wrong:
            raise Wrong(**{f".{key}": wrong.faults[""]}) from None

    def shown(self, plan, value, scope):
        first, last = told_day(value["from"]), told_day(value["to"])
        if value["from"] == value["to"]:
            half = _("buổi chiều ") if value["from_half"] else _("buổi sáng ") if value["to_half"] else ""
            return f"{half}{first}"
        begin = _("từ chiều %(day)s") if value["from_half"] else _("từ %(day)s")
        end = _("đến trưa %(day)s") if value["to_half"] else _("đến %(day)s")
        return f"{begin % {'day': first}} {end % {'day': last}}"

    def typed(self, plan, raw, scope):
        return raw if isinstance(raw, dict) else {}
