"""What cases hear from below: each receiver is one line that calls an action."""

from django.dispatch import receiver

from core import realtime, visibility
from procedures import automatic, pages  # noqa: F401  name the house's own steps, and where cases are read
from procedures.actions import cases, telling
from procedures.models import CaseVisibility
from workflows import signals


def of_case(hear):
    """Hear only routes of cases: the receiver gets the case; routes of documents pass by."""

    def heard(sender, route=None, step=None, **facts):
        case = cases.case_of(route or step.route)
        if case is not None:
            hear(case, route=route, step=step, **facts)

    return heard


def hears(*signals_heard):
    """Register a function (case, **facts) for these signals."""

    def register(hear):
        heard = of_case(hear)
        for signal in signals_heard:
            signal.connect(heard, weak=False, dispatch_uid=f"procedures.{hear.__name__}")
        return hear

    return register


@hears(signals.step_opened, signals.step_passed_on)
def let_the_awaited_see(case, step, **facts):
    cases.show_to_awaited(step)


@hears(signals.step_opened, signals.step_passed_on, signals.step_done, signals.step_failed, signals.step_undone)
def renew_open_pages(case, **facts):
    realtime.hint(case)


@hears(signals.supplement_asked)
def wait_for_requester(case, by, returned, **facts):
    telling.tell_asked(cases.follow_ask(case, by=by, returned=returned), returned, by)


@hears(signals.route_finished)
def be_done(case, by, **facts):
    telling.tell_done(cases.follow_end(case, "finish", by=by), by)


@hears(signals.route_rejected)
def be_rejected(case, by, reason, **facts):
    telling.tell_rejected(cases.follow_end(case, "reject", by=by), reason, by)


@hears(signals.route_extended)
def say_the_new_date(case, by, reason, **facts):
    telling.tell_extended(case, reason, by)


@hears(signals.notice_due)
def pass_the_notice_on(case, people, text, **facts):
    telling.tell_notice(case, people, text)


@hears(signals.payment_approved)
def announce_payment(case, amount, **facts):
    telling.announce_payment(case, amount)


@receiver(signals.deadline_passed)
def let_those_told_see(sender, timer, people, **facts):
    telling.show_to_told(timer.route, people)


@receiver(signals.due_moved)
def keep_the_due_date(sender, timer, **facts):
    cases.follow_due(timer)


visibility.follow(CaseVisibility)  # the state in the rows is that of the case
