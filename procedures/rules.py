"""Who may do what with procedures and cases: predicates (user, thing) -> bool, and the sentence for the others."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Appointment, Office
from core.rules import works_in

ONLY_ASKERS = _("Thủ tục này không dành cho vị trí hoặc đơn vị của bạn.")
ONLY_REQUESTER = _("Chỉ người đề nghị mới làm được việc này.")
ONLY_AWAITED = _("Chỉ người đang đến lượt xử lý mới làm được việc này.")


def may_ask(user, procedure):
    """Holds a post the procedure is meant for; of an agency when it names neither role nor unit."""
    if procedure.current is None or procedure.retired_at:
        return False
    return seat_for(user, procedure) is not None


def seat_for(user, procedure):
    """The current Appointment under which the person may ask for it, or None."""
    who = procedure.current.plan.who_may
    held = Appointment.objects.current().in_agency(procedure.agency).filter(person_id=user.pk)
    if who.roles:
        held = held.with_role(*who.roles)
    if who.offices:
        named = Office.objects.under(procedure.agency).filter(abbreviation__in=who.offices)
        held = held.filter(Q(post__office__in=named) | Q(post__office__parent__in=named))
    held = held.select_related("post__office__agency")
    return min(held, key=lambda each: (each.kind != each.Kind.PRIMARY, each.starts, each.pk), default=None)


def is_requester(user, case):
    """Asked for it, and still works in the agency: whoever has left handles its papers no more."""
    return case.requester_id == user.pk and works_in(user, case.agency)


def is_awaited(user, case):
    """An open step of the case waits for this person."""
    return case.route_id is not None and case.route.steps.waiting_for(user).exists()


ONLY_REGISTRARS = _("Chỉ văn thư và lãnh đạo cơ quan xem và in sổ theo dõi hồ sơ.")


def slip_to_sign(paper):
    """A slip that whoever is printed under it has not signed yet."""
    return paper.kind != "result" and paper.signer_id is not None and not (paper.signed or paper.is_under_way)


def slip_to_seal(paper):
    """A paper nobody signs that is laid out and carries no seal yet."""
    is_unsigned = not paper.signed and (paper.kind == "result" or paper.signer_id is None)
    return is_unsigned and paper.number is not None and not (paper.sealed or paper.is_under_way)
