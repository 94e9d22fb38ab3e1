"""Refusals that people understand: each carries one sentence in their language and an HTTP status.

Actions, rules and gates raise them; core.http.refusals turns them into a page or an htmx fragment.
"""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Base of every refusal. sentence: what to tell the person (who may, and why not now)."""

    status = 400
    title = _("Chưa thực hiện được")

    def __init__(self, sentence, **facts):
        super().__init__(str(sentence))
        self.sentence = sentence
        self.facts = facts


class Forbidden(Refused):
    """They see it but may not do this (403)."""

    status = 403
    title = _("Bạn không có quyền làm việc này")


class WrongState(Refused):
    """Not now: somebody else was first, or the page is stale (409)."""

    status = 409
    title = _("Việc này đã thay đổi")


class TooLarge(Refused):
    """More than we take in (413)."""

    status = 413
    title = _("Quá lớn")


class BadInput(Refused):
    """What came in cannot be used (422)."""

    status = 422
    title = _("Dữ liệu chưa đúng")


class TooMany(Refused):
    """Too many attempts (429)."""

    status = 429
    title = _("Thử lại sau ít phút")


class Unavailable(Refused):
    """Something we depend on does not answer; nothing was changed (503)."""

    status = 503
    title = _("Tạm thời chưa thực hiện được")
