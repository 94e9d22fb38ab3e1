"""What routes announce upward. Sent inside the transaction with plain send: a failing hearer undoes the act.

step_opened, step_done: step. route_finished, route_returned: route, step, by.
"""

from django.dispatch import Signal

step_opened = Signal()
step_done = Signal()
route_finished = Signal()
route_returned = Signal()
