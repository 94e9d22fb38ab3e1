"""The verbs of a route in one place, for the rooms above; each family has its own file beside this one."""

from workflows.actions.answering import add_opinion, finish_step, undo_step
from workflows.actions.handing import answer_opinion, ask_opinion, escalate, forward_step, take_over
from workflows.actions.locking import lock_step
from workflows.actions.returning import ask_supplement, reject_route, resubmit, return_route, return_to_step
from workflows.actions.starting import cancel_route, extend_route, start_route
from workflows.wording import CONTROL_SIGNS, already, said

__all__ = [
    "CONTROL_SIGNS",
    "add_opinion",
    "already",
    "answer_opinion",
    "ask_opinion",
    "ask_supplement",
    "cancel_route",
    "escalate",
    "extend_route",
    "finish_step",
    "forward_step",
    "lock_step",
    "reject_route",
    "resubmit",
    "return_route",
    "return_to_step",
    "said",
    "start_route",
    "take_over",
    "undo_step",
]
