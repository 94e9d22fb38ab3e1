"""When papers are made, and when a deputation ends with its leave: heard from the engine in the same transaction."""

from procedures.actions import papers, results
from procedures.actions.cases import case_of
from procedures.automatic import leave_of
from workflows import signals
from workflows.actions.deputies import forget_leave


def hears(signal):
    """Register a function (case, **facts); routes of documents pass by."""

    def register(hear):
        def heard(sender, route=None, step=None, **facts):
            case = case_of(route or step.route)
            if case is not None:
                hear(case, route=route, step=step, **facts)

        signal.connect(heard, weak=False, dispatch_uid=f"procedures.papers.{hear.__name__}")
        return hear

    return register


@hears(signals.step_opened)
def lay_results_out(case, step, **facts):
    results.prepare_results(case, step)


@hears(signals.route_resubmitted)
def forget_what_was_signed(case, again=False, **facts):
    if again:
        results.forget_results(case)


@hears(signals.supplement_asked)
def write_what_is_missing(case, by, returned, **facts):
    papers.ask_supplement_slip(case, returned, by=by)


@hears(signals.route_rejected)
def write_the_refusal(case, by, reason, ground="", **facts):
    papers.ask_refusal(case, by=by, reason=reason, ground=ground)
    papers.ask_control(case, by=by)


@hears(signals.route_extended)
def apologise(case, by, reason, **facts):
    papers.ask_apology(case, by=by, reason=reason)


@hears(signals.route_finished)
def write_how_it_went(case, by, **facts):
    results.hand_over_rest(case, by=by)
    papers.ask_control(case, by=by)


@hears(signals.route_cancelled)
def end_the_deputation(case, by, **facts):
    forget_leave(leave_of(case.route), by=by)


@hears(signals.route_rejected)
def end_the_deputation_of_no_leave(case, by, **facts):
    forget_leave(leave_of(case.route), by=by)
