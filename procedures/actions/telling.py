"""What people are told about a case, and what the room announces upward."""

from django.utils.translation import gettext as _

from core import notify, principals
from procedures import signals
from procedures.actions.drafts import show
from procedures.models import Case

PAYEE = "bank_account"


def tell(case, people, text, by=None):
    """One sentence about the case to these people (ids), who may read it from now on."""
    people = [person for person in people if by is None or person != by.pk]
    if people:
        show(case, *principals.for_people(people))
        notify.send(people, text, url=case.get_absolute_url(), subject=case, by=by)


def show_to_told(route, people):
    """Whoever is told that the case is late may read it, and take it over."""
    case = Case.objects.filter(route=route).first()
    if case is not None:
        show(case, *principals.for_people(people))


def tell_asked(case, returned, by):
    said = _("%(person)s yêu cầu bổ sung hồ sơ %(code)s: %(reason)s")
    tell(case, [case.requester_id], said % {"person": by, "code": case.code, "reason": returned.reason}, by)


def tell_done(case, by):
    said = _("Hồ sơ %(code)s “%(title)s” đã có kết quả.")
    tell(case, [case.requester_id], said % {"code": case.code, "title": case.title}, by)


def tell_rejected(case, reason, by):
    said = _("Hồ sơ %(code)s không được giải quyết: %(reason)s")
    tell(case, [case.requester_id], said % {"code": case.code, "reason": reason}, by)


def tell_extended(case, reason, by):
    said = _("Hồ sơ %(code)s được hẹn lại ngày trả kết quả: %(reason)s")
    tell(case, [case.requester_id], said % {"code": case.code, "reason": reason}, by)


def tell_notice(case, people, text):
    """What a step of notice says, with the case it is about."""
    told = [getattr(person, "pk", person) for person in people]
    tell(case, told, f"{case.code}: {text}")


def announce_payment(case, amount):
    """The case stops at "approved for payment": whoever pays hears it."""
    accounts = [case.data.get(plan.key) for plan in case.plan.holding if plan.type == PAYEE]
    payee = next((account for account in accounts if account), None)
    signals.approved_for_payment.send(Case, case=case, amount=amount, payee=payee)
