"""What people type about steps, made fit to keep, and what they are told when somebody was first."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from core.refusals import BadInput

LONGEST_OPINION = 4000  # characters
LONGEST_LACK, MOST_LACKS = 500, 50
CONTROL_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def said(text):
    """What somebody typed, fit to be kept for ever: no control signs, not longer than a page."""
    if len(text) > LONGEST_OPINION:
        raise BadInput(_("Ý kiến dài quá %(most)d ký tự. Hãy rút gọn, hoặc kèm tệp.") % {"most": LONGEST_OPINION})
    return CONTROL_SIGNS.sub("", text).strip()


def needed(text, sentence):
    """What somebody typed, which must not be empty; the sentence says what is missing."""
    text = said(text)
    if not text:
        raise BadInput(sentence)
    return text


def lacks_of(sentences):
    """The list of what is missing: short sentences, each once, empty ones left out."""
    found = list(dict.fromkeys(filter(None, (said(sentence) for sentence in sentences))))
    if len(found) > MOST_LACKS or any(len(sentence) > LONGEST_LACK for sentence in found):
        raise BadInput(
            _("Danh sách còn thiếu nên có không quá %(most)d mục, mỗi mục không quá %(long)d ký tự.")
            % {"most": MOST_LACKS, "long": LONGEST_LACK}
        )
    return found


def clock(moment):
    """14:05 26/02/2026."""
    return timezone.localtime(moment).strftime("%H:%M %d/%m/%Y")


def already(step):
    """Why a step that is not open cannot be acted on: who was first and when."""
    if step.phase == "paused":
        return _("Bước “%(act)s” tạm dừng vì đang chờ người đề nghị bổ sung.") % {"act": step.label}
    if step.done_by is None:
        return _("Bước “%(act)s” không còn chờ xử lý.") % {"act": step.label}
    return _("%(person)s đã xử lý bước “%(act)s” lúc %(when)s.") % {
        "person": step.done_by,
        "act": step.label,
        "when": clock(step.done_at),
    }


def already_answered(answer, step):
    """Why somebody of several cannot answer again: their voice was heard."""
    return _("%(person)s đã trả lời bước “%(act)s” lúc %(when)s.") % {
        "person": answer.person,
        "act": step.label,
        "when": clock(answer.at),
    }
