"""What cases put on the desk: steps that wait for me, with one touch where one is enough; my cases to be mended."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core import desk
from procedures.actions.handling import QUICK_ACTS
from procedures.case_screen import VERBS
from procedures.models import Case
from procedures.states import CaseState
from workflows.models import Assignment
from workflows.states import Act


@desk.provider
def steps_for(user, now, limit):
    """Cases whose route waits for this person."""
    rows = Assignment.objects.of(user).filter(step__route__case__isnull=False)
    people = ("on_behalf_of", "step__serves", "step__asked_by")
    case = "step__route__case"
    shown = rows.select_related(*people, f"{case}__requester", f"{case}__unit")
    return [_step_card(row) for row in shown.defer(*_long(case))[:limit]], rows.count()


def _long(case):
    return (f"{case}__data", f"{case}__provenance", f"{case}__mending")


def _step_card(row):
    case, step = row.step.route.case, row.step
    return desk.Card(
        key=f"case-step-{step.pk}",
        kind=f"case-{step.act}",
        title=case.title,
        meta=_step_meta(row, case),
        url=case.get_absolute_url(),
        act=_act(step),
        due=row.due,
        since=row.since,
        number=case.code,
        quick=_quick(row, case),
    )


def _act(step):
    if step.serves_id is not None:
        return _("Trả lời")
    return str(_("Cho ý kiến") if step.act == Act.OPINION else VERBS.get(step.act, (step.get_act_display(),))[0])


def _quick(row, case):
    """Where one touch does it: the address and what the touch sends."""
    if row.step.act not in QUICK_ACTS or row.step.serves_id is not None:
        return None
    return desk.Quick(reverse("case_answer", args=[case.pk]), {"step": row.step_id, "seen": case.version})


def _step_meta(row, case):
    said = _("%(step)s. %(person)s, %(unit)s") % {
        "step": row.step.label[:1].upper() + row.step.label[1:],
        "person": case.requester,
        "unit": case.unit.label,
    }
    if row.on_behalf_of is None:
        return said
    return _("Thay mặt %(absent)s. %(said)s") % {"absent": row.on_behalf_of, "said": said}


@desk.shortcut
def read_and_approve(user, cards):
    """Several cases that a touch each would do are read one after the other on one page."""
    count = sum(1 for card in cards if card.quick and card.kind.startswith("case-"))
    return (
        (_("Đọc và duyệt lần lượt %(count)d hồ sơ") % {"count": count}, reverse("cases_batch")) if count > 1 else None
    )


@desk.provider
def to_mend(user, now, limit):
    """My cases that wait for something from me."""
    rows = Case.objects.filter(requester=user, state=CaseState.WAITING)
    cards = [
        desk.Card(
            key=f"case-mend-{case.pk}",
            kind="case-mend",
            title=case.title,
            meta=_("Cơ quan yêu cầu bổ sung, đồng hồ đang tạm dừng"),
            url=reverse("case_edit", args=[case.pk]),
            act=_("Bổ sung"),
            since=case.changed_at,
            number=case.code,
        )
        for case in rows.for_listing().order_by("-changed_at")[:limit]
    ]
    return cards, rows.count()
