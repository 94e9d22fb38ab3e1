"""What signatures announce upward, inside the transaction of the act (a failing hearer undoes it)."""

from django.dispatch import Signal

signature_completed = Signal()
"""Sent with `record`: a SignatureRecord just made, of a person or of an agency."""
