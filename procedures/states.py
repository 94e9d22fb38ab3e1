"""The life of a case. Its steps in the office are rows of the route; here is only what the requester's paper is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.states import Lifecycle, Step
from procedures import rules


class CaseState(models.TextChoices):
    DRAFT = "draft", _("đang khai")
    RUNNING = "running", _("đang giải quyết")
    WAITING = "waiting", _("chờ bổ sung")
    DONE = "done", _("đã có kết quả")
    REJECTED = "rejected", _("không giải quyết")
    WITHDRAWN = "withdrawn", _("đã rút")


STATE = CaseState
ENDED = (STATE.DONE, STATE.REJECTED, STATE.WITHDRAWN)


def _own(name, label, sources, target, verb):
    """A step that only the requester takes."""
    return Step(name, label, sources, target, rules.is_requester, rules.ONLY_REQUESTER, verb)


# Steps without a rule follow what the route decided: the engine has asked who may.
CASE = Lifecycle(
    _own("submit", _("Nộp"), (STATE.DRAFT,), STATE.RUNNING, "case_submitted"),
    Step("ask", _("Yêu cầu bổ sung"), (STATE.RUNNING,), STATE.WAITING, verb="case_asked"),
    _own("resubmit", _("Nộp bổ sung"), (STATE.WAITING,), STATE.RUNNING, "case_resubmitted"),
    Step("finish", _("Có kết quả"), (STATE.RUNNING,), STATE.DONE, verb="case_finished"),
    Step("reject", _("Không giải quyết"), (STATE.RUNNING,), STATE.REJECTED, verb="case_rejected"),
    _own("withdraw", _("Rút hồ sơ"), (STATE.RUNNING, STATE.WAITING), STATE.WITHDRAWN, "case_withdrawn"),
    _own("discard", _("Bỏ bản khai"), (STATE.DRAFT,), STATE.WITHDRAWN, "case_discarded"),
)
