"""What routes announce upward. Sent inside the transaction with plain send: a failing hearer undoes the act.

step_opened, step_done: step. step_passed_on: step that now waits for a deputy too. route_finished: route, by.
route_returned: route, step, by.
"""

from django.dispatch import Signal

step_opened = Signal()
step_done = Signal()
step_passed_on = Signal()
route_finished = Signal()
route_returned = Signal()
