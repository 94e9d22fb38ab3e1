"""Other things of the house a form points to: documents, cases, rooms and vehicles, files."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from procedures.fields.base import Kind, Wrong, tidy, whole
from procedures.fields.moments import FIRST, LAST


class DocumentReference(Kind):
    """A document the person may see, by number and notation. Kept as its id."""

    template = "procedures/fields/document.html"
    refers = "document"

    def clean(self, plan, raw, scope):
        text = tidy(raw)
        if not text:
            return None
        found = scope.documents_called(text, pk=whole(raw))
        if not found:
            raise Wrong(_("Không có văn bản “%(text)s” trong các văn bản bạn được xem.") % {"text": text[:60]})
        if len(found) > 1:
            raise Wrong(_("Có nhiều văn bản mang số này. Hãy chọn trong danh sách gợi ý."))
        return found[0].pk

    def shown(self, plan, value, scope):
        document = scope.known("document", value)
        if document is None:
            return _("văn bản không còn trong hệ thống")
        if not scope.may_read("document", value):  # what it is about is told to those who may read it
            return document.number_notation or _("văn bản chưa có số")
        return " ".join(filter(None, (document.number_notation, document.subject or document.kind_name)))

    def typed(self, plan, raw, scope):
        if not isinstance(raw, int) or isinstance(raw, bool):
            return raw if isinstance(raw, str) else ""
        document = scope.known("document", raw)
        return (document.number_notation or str(raw)) if document else str(raw)

    def choices(self, plan, scope):
        return [(document.number_notation, document.subject) for document in scope.recent_documents]


class CaseReference(Kind):
    """An earlier case of the person's own. Kept as its id."""

    template = "procedures/fields/select.html"
    refers = "case"

    def clean(self, plan, raw, scope):
        if not tidy(raw):
            return None
        if whole(raw) not in {case.pk for case in scope.own_cases(plan.procedure)}:
            raise Wrong(_("Hồ sơ này không phải của bạn hoặc chưa nộp."))
        return whole(raw)

    def shown(self, plan, value, scope):
        case = scope.known("case", value)
        if case is None:
            return _("hồ sơ không còn trong hệ thống")
        return f"{case.code} {case.title}" if scope.may_read("case", value) else case.code

    def typed(self, plan, raw, scope):
        return whole(raw) or ""

    def choices(self, plan, scope):
        return [(case.pk, f"{case.code} {case.title}") for case in scope.own_cases(plan.procedure)]


class ResourceTime(Kind):
    """A room, vehicle or piece of equipment for a time: {"resource": id, "from", "to": local moments}."""

    template = "procedures/fields/resource.html"
    grouped = True
    refers = "resource"

    def read(self, plan, post, name):
        return {key: post.get(f"{name}.{key}", "") for key in ("resource", "from", "to")}

    def clean(self, plan, raw, scope):
        raw = raw if isinstance(raw, dict) else {}
        if not any(tidy(raw.get(key)) for key in ("resource", "from", "to")):
            return None
        found = scope.resource(plan.resource, whole(raw.get("resource")))
        if found is None:
            raise Wrong(_("Hãy chọn trong danh sách của cơ quan."))
        starts, ends = self._moment(raw, "from"), self._moment(raw, "to")
        if ends <= starts:
            raise Wrong(_("Giờ kết thúc phải sau giờ bắt đầu."))
        taken = scope.taken(found, starts, ends)
        if taken is not None:
            told = {"resource": found, "starts": _told(taken.starts), "ends": _told(taken.ends)}
            raise Wrong(_("%(resource)s đã có người đặt từ %(starts)s đến %(ends)s.") % told)
        return {"resource": found.pk, "from": _plain(starts), "to": _plain(ends)}

    def _moment(self, raw, key):
        try:
            found = datetime.fromisoformat(tidy(raw.get(key))).replace(tzinfo=None, second=0, microsecond=0)
            if not FIRST <= found.date() <= LAST:
                raise ValueError
            return timezone.make_aware(found)
        except (ValueError, OverflowError):
            raise Wrong(_("Hãy chọn ngày và giờ bắt đầu, kết thúc.")) from None

    def shown(self, plan, value, scope):
        resource = scope.known("resource", value["resource"])
        name = str(resource) if resource else _("tài sản không còn trong hệ thống")
        times = {key: _told(moment_of(value, key)) for key in ("from", "to")}
        return _("%(name)s, từ %(from)s đến %(to)s") % {"name": name, **times}

    def typed(self, plan, raw, scope):
        raw = raw if isinstance(raw, dict) else {}
        return {key: raw.get(key, "") for key in ("from", "to")} | {"resource": whole(raw.get("resource")) or ""}

    def referred(self, plan, value):
        return [value["resource"]] if isinstance(value, dict) and whole(value.get("resource")) else []

    def choices(self, plan, scope):
        return [(resource.pk, str(resource)) for resource in scope.resources(plan.resource)]


def moment_of(value, key):
    """The aware moment a resource field keeps under from or to."""
    return timezone.make_aware(datetime.fromisoformat(value[key]))


def _plain(moment):
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def _told(moment):
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


class Files(Kind):
    """Files attached to the field: kept as ids of CaseFile, which the attach act writes."""

    template = "procedures/fields/file.html"
    grouped = True

    def read(self, plan, post, name):
        return None

    def clean(self, plan, raw, scope):
        return [each.pk for each in scope.files_of(plan.key)] or None

    def shown(self, plan, value, scope):
        return ", ".join(each.name for each in scope.files_of(plan.key))

    def typed(self, plan, raw, scope):
        return scope.files_of(plan.key)
