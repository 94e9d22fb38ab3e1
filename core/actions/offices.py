"""The tree of agencies and units, and the posts in it. Offices are closed with a day, never deleted."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.models import Appointment, Office, Post
from core.refusals import BadInput
from core.validity import checked

POST_EDITABLE = ("title", "role", "rank")
EDITABLE = ("name", "short_name", "abbreviation", "code", "place", "superior_name", "valid_from", "valid_to")


@transaction.atomic
def add_office(*, name, abbreviation, by, parent=None, kind=None, **fields):
    """Add an agency (kind "agency", or no parent) or a unit under parent, and return the Office.

    fields: short_name, code, place, superior_name, valid_from, valid_to. Raises BadInput when the abbreviation is
    taken within the agency, or the identifier by another agency.
    """
    kind = kind or (Office.Kind.UNIT if parent else Office.Kind.AGENCY)
    agency = parent.home if parent and kind == Office.Kind.UNIT else None
    office = Office(name=name, abbreviation=abbreviation, parent=parent, agency=agency, kind=kind, **fields)
    _check_unique(office)
    checked(office).save()
    audit.record("office_added", office, by=by, abbreviation=abbreviation, kind=kind, parent=parent and parent.pk)
    return office


@transaction.atomic
def change_office(office, *, by, **fields):
    """Change the named fields (of EDITABLE) and return the office; unchanged values write nothing."""
    fresh = Office.objects.select_for_update().get(pk=office.pk)
    changes = {name: (getattr(fresh, name), value) for name, value in fields.items() if name in EDITABLE}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return fresh
    if changes.get("valid_to", (None, None))[1]:
        _check_empty(fresh, changes["valid_to"][1])
    for name, (_before, after) in changes.items():
        setattr(fresh, name, after)
    _check_unique(fresh)
    checked(fresh).save(update_fields=list(changes))
    audit.record("office_changed", fresh, by=by, changes=changes)
    return fresh


def close_office(office, *, by, valid_to):
    """Let the office exist until the day. Raises BadInput while people or units remain after it."""
    return change_office(office, by=by, valid_to=valid_to)


@transaction.atomic
def add_post(office, *, title, role, by, rank=100):
    """Add a seat to the office and return the Post; several people may hold the same seat (chuyên viên)."""
    post = checked(Post(office=office, title=title, role=role, rank=rank))
    post.save()
    audit.record("post_added", post, by=by, role=role, rank=rank)
    return post


@transaction.atomic
def change_post(post, *, by, **fields):
    """Change title, role or rank of a seat and return it."""
    fresh = Post.objects.select_for_update().get(pk=post.pk)
    changes = {name: (getattr(fresh, name), value) for name, value in fields.items() if name in POST_EDITABLE}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return fresh
    for name, (_before, after) in changes.items():
        setattr(fresh, name, after)
    checked(fresh).save(update_fields=list(changes))
    audit.record("post_changed", fresh, by=by, changes=changes)
    return fresh


def _check_unique(office):
    """A unit's abbreviation is unique in its agency; agencies (every UBND xã is "UBND") by their identifier."""
    field = "abbreviation" if office.kind == Office.Kind.UNIT else "code"
    text = getattr(office, field).casefold()
    others = Office.objects.existing(office.valid_from).filter(kind=office.kind, agency=office.agency)
    other = next((each for each in others.exclude(pk=office.pk) if getattr(each, field).casefold() == text), None)
    if text and other:
        sentence = _("“%(text)s” đã dùng cho %(office)s.") % {"text": getattr(office, field), "office": other}
        raise BadInput(sentence, fields={field: [sentence]})


def _check_empty(office, day):
    """Nobody and no unit may be left in an office that no longer exists."""
    if office.children.exclude(valid_to__lte=day).exists():
        raise _still_used(_("%(office)s còn đơn vị trực thuộc sau ngày này.") % {"office": office})
    staying = Appointment.objects.filter(post__office=office, person__is_active=True).exclude(ends__lte=day)
    if count := staying.values("person").distinct().count():
        told = _("%(office)s còn %(count)d người sau ngày này. Hãy kết thúc hoặc chuyển vị trí của họ trước.")
        raise _still_used(told % {"office": office, "count": count})


def _still_used(sentence):
    return BadInput(sentence, fields={"valid_to": [sentence]})
