"""The audit: a transparency log. `record` writes an entry and its leaf hash in the caller's own transaction."""

from core.audit.leaves import record

__all__ = ["record"]
