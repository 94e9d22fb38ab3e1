"""What cases announce upward, inside the transaction with plain send: a failing hearer undoes the act.

approved_for_payment: case, amount (đồng, or None when the form names none), payee (the bank account of the form as
{"bank", "number", "holder"}, or None), by.
"""

from django.dispatch import Signal

approved_for_payment = Signal()
