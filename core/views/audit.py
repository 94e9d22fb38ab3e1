"""The log as the keeper sees it: what was done, how the tree stands, check it, take it along."""

from django.conf import settings
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import paging
from core.access import keeper_required
from core.actions import audit as acting
from core.audit import checkpoints, copies, exporting, guard
from core.http.streaming import stream
from core.models import AuditEntry, AuditLeaf, AuditReview, CheckpointCopy, User
from core.templatetags.moments import full_moment


@keeper_required
@require_safe
def audit(request):
    review = AuditReview.objects.select_related("asked_by").last()
    words = request.GET.get("q", "").replace("\x00", "").strip()
    entries = _found(request, words).select_related("place")
    context = {
        "page": paging.page(entries, ("-pk",), **paging.place(request)),
        "words": words,
        "is_narrowed": bool(words or _about(request)[0]),
        "standing": _standing(review),
        "review": review,
    }
    template = "core/audit.html#results" if request.htmx else "core/audit.html"
    return render(request, template, context)


@keeper_required
@require_safe
def audit_state(request):
    """The last review alone, asked again while it is under way."""
    review = AuditReview.objects.select_related("asked_by").last()
    return render(request, "core/audit.html#review", {"review": review})


@keeper_required
@require_POST
def audit_review(request):
    acting.ask_review(by=request.user)
    return redirect(reverse("audit") + "#review")


@keeper_required
@require_POST
def audit_export(request):
    acting.note_export(by=request.user)
    name = f"nhat-ky-{timezone.localtime():%Y%m%d-%H%M}.jsonl"
    return stream(request, exporting.export(), name=name, media_type="application/jsonl; charset=utf-8")


@keeper_required
@require_safe
def audit_proof(request, pk):
    """The proof that one entry is in the log, for docs/check_audit.py."""
    place = get_object_or_404(AuditLeaf, entry=pk)
    answer = JsonResponse(exporting.prove(pk), json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="chung-minh-{place.seq}.json"'
    return answer


def _found(request, words):
    """Entries of the people whose name or account matches, or about one thing."""
    entries, (kind, number) = AuditEntry.objects.all(), _about(request)
    if kind:
        entries = entries.filter(subject_kind=kind, subject_id=number)
    if words:
        people = User.objects.visible_to(request.user).matching(words)
        entries = entries.done_by_any(list(people.values_list("pk", flat=True)[:50]))
    return entries


def _about(request):
    """The one thing asked for as (kind, id), from ?loai= and ?ma=; two blanks when the address names none."""
    kind, number = request.GET.get("loai", "").replace("\x00", ""), request.GET.get("ma", "")
    return (kind, int(number)) if kind and number.isdecimal() and len(number) < 19 else ("", None)


def _standing(review):
    """How the tree stands, as a verdict part. review: the last check of the whole log, or None."""
    newest = checkpoints.latest()
    facts = [_checkpoint_fact(newest), _place_fact(newest), _guard_fact()]
    if newest:
        facts.insert(1, _fact("fine", _("Khóa ký mốc"), newest.key.fingerprint))
        facts.insert(1, _fact("fine", _("Gốc cây"), bytes(newest.root).hex()))
    if review and review.findings:
        state, title = "failed", _("Lần kiểm tra gần nhất thấy nhật ký không nguyên vẹn")
    elif all(fact["state"] == "fine" for fact in facts):
        state, title = "passed", _("Nhật ký được khóa vào cây")
    else:
        state, title = "open", _("Nhật ký có chỗ cần xem lại")
    why = _("Mỗi dòng có dấu vân tay số gắn với mọi dòng khác và được ký mốc; sửa, xóa, chèn, đổi chỗ đều lộ ra.")
    return {"state": state, "title": title, "why": why, "facts": facts}


def _fact(state, name, text):
    return {"state": state, "name": name, "text": text}


def _checkpoint_fact(newest):
    name = _("Mốc mới nhất")
    if newest is None:
        return _fact("look", name, _("chưa có mốc nào"))
    return _fact("fine", name, _("%(size)s dòng, %(at)s") % {"size": newest.size, "at": full_moment(newest.at)})


def _place_fact(newest):
    """The second place: where, how far, or what is wrong there."""
    name, place = _("Nơi giữ thứ hai"), settings.CHECKPOINTS
    if not place:
        return _fact("look", name, _("chưa đặt (ANTHU_CHECKPOINTS): không phát hiện được việc cắt bớt cả đoạn cuối"))
    copy = CheckpointCopy.objects.filter(place=place).first()
    if copy is None or copy.written_at is None:
        return _fact("look", name, copy.problem if copy and copy.problem else _("chưa ghi mốc nào"))
    if copy.problem:
        return _fact("wrong", name, _("không ghi được, đang thử lại: %s") % copy.problem)
    shown = place.removeprefix(copies.MAIL)
    told = _("%(place)s, đến dòng %(size)s, %(at)s")
    return _fact("fine", name, told % {"place": shown, "size": copy.size, "at": full_moment(copy.written_at)})


def _guard_fact():
    down = guard.missing(connection)
    name = _("Chốt chặn sửa, xóa")
    return _fact("wrong", name, _("thiếu: %s") % ", ".join(down)) if down else _fact("fine", name, _("đủ"))
