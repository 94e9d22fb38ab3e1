"""What routes announce upward. Sent inside the transaction with plain send: a failing hearer undoes the act.

step_opened, step_done, step_failed, step_undone: step. step_passed_on: step that now waits for somebody else too.
step_escalated: step, people (ids of those it went to; empty: nobody is left, the keeper must name somebody).
notice_due: step, people (ids), text. supplement_asked, step_sent_back: route, step, returned (Return), by.
route_resubmitted: route, by, again (it began anew). route_finished: route, by. route_returned: route, step, by.
route_rejected: route, step, by, reason, ground. route_cancelled: route, by. route_extended: route, by, budget, unit,
reason. payment_approved: route, step, amount (đồng or None).
due_moved: timer, before, reason. deadline_passed: timer, rung (over1 or over3), people told (ids).
"""

from django.dispatch import Signal

step_opened = Signal()
step_done = Signal()
step_failed = Signal()
step_undone = Signal()
step_passed_on = Signal()
step_escalated = Signal()
step_sent_back = Signal()
notice_due = Signal()
supplement_asked = Signal()
route_resubmitted = Signal()
route_finished = Signal()
route_returned = Signal()
route_rejected = Signal()
route_cancelled = Signal()
route_extended = Signal()
payment_approved = Signal()
due_moved = Signal()
deadline_passed = Signal()
