"""A verdict in the words of the screen: the variables of templates/parts/verdict.html."""

from django.utils import timezone
from django.utils.translation import gettext as _

from signatures.verification import Indication, Kind, SignatureVerdict, Verdict

STATES = {Indication.PASSED: "passed", Indication.INDETERMINATE: "open", Indication.FAILED: "failed"}


def shown(verdict: Verdict) -> dict:
    """The whole file: one ring, one sentence, and the facts of the file."""
    titles = {
        Indication.PASSED: _("Văn bản hợp lệ"),
        Indication.INDETERMINATE: _("Chưa thể kết luận") if verdict.is_signed else _("Không có chữ ký số"),
        Indication.FAILED: _("Không dùng văn bản này"),
    }
    facts = [_fact("fine", _("Dấu vân tay số"), verdict.sha256)]
    if verdict.sub_indication:
        facts.append(_fact("look", _("Mã kết quả"), f"{verdict.indication} · {verdict.sub_indication}"))
    return {
        "state": STATES[verdict.indication],
        "title": titles[verdict.indication],
        "why": verdict.sentence,
        "facts": facts,
    }


def shown_signature(signature: SignatureVerdict) -> dict:
    """One signature: who, of which kind, when, and what is wrong with it."""
    return {
        "state": STATES[signature.indication],
        "title": signature.signer or _("Không đọc được người ký"),
        "why": " ".join(signature.sentences) or _praise(signature),
        "facts": list(_facts(signature)),
    }


def _praise(signature: SignatureVerdict) -> str:
    if signature.changes_after in ("", "LTA_UPDATES"):
        return _("Chữ ký đúng, nội dung được giữ nguyên như khi ký.")
    return _("Chữ ký đúng. Sau khi ký chỉ điền số, ngày và đóng dấu, trong phạm vi người ký cho phép.")


def _facts(signature: SignatureVerdict):
    if signature.organisation:
        yield _fact("fine", _("Cơ quan"), signature.organisation)
    known = signature.kind != Kind.UNKNOWN
    yield _fact("fine" if known else "look", _("Loại chữ ký"), str(signature.kind.label))
    yield _time_fact(signature)
    yield _fact("fine", _("Mức chuẩn"), f"PAdES {signature.level}")
    if signature.issuer:
        yield _fact("fine", _("Nơi cấp"), signature.issuer)
        yield _fact("fine", _("Chứng thư số"), signature.serial)
    if signature.valid_until:
        dates = (_day(each) for each in (signature.valid_from, signature.valid_until))
        yield _fact("fine", _("Hiệu lực"), _("từ %s đến %s") % tuple(dates))


def _time_fact(signature: SignatureVerdict) -> dict:
    if signature.stamped_at:
        words = _("%(time)s, theo dấu thời gian (%(by)s)") % {
            "time": _moment(signature.stamped_at),
            "by": signature.stamped_by or _("không rõ nơi cấp"),
        }
        return _fact("fine", _("Thời điểm ký"), words)
    if signature.claimed_at:
        words = _("%(time)s, do máy người ký tự ghi") % {"time": _moment(signature.claimed_at)}
        return _fact("look", _("Thời điểm ký"), words)
    return _fact("look", _("Thời điểm ký"), _("không rõ"))


def _fact(state: str, name: str, text: str) -> dict:
    return {"state": state, "name": name, "text": text}


def _moment(at) -> str:
    return f"{timezone.localtime(at):%H:%M:%S %d/%m/%Y}"


def _day(at) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y}"
