"""What the page of a case's paper shows one person: the page, its standing, and what is theirs to do with it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.rules import is_clerk_of
from documents.screens import certificate_of
from procedures.models import Case, CasePaper
from procedures.papers.letters import signing_of
from procedures.rules import slip_to_seal, slip_to_sign


def paper_page(paper, user, *, intent=None):
    """The context of templates/procedures/case_paper.html for one paper."""
    return {
        "case": paper.case,
        "paper": paper,
        "revision": paper.revision,
        "src": src_of(paper),
        "standing": standing_of(paper),
        "sees_case": Case.objects.visible_to(user).filter(pk=paper.case_id).exists(),
        "intents": [intent] if intent else [],
        "act": _act(paper, user),
        "capacity": paper.capacity,
        "certificate": certificate_of(user),
        "places": _ghost(paper) if intent is None and paper.signer_id == user.pk and not paper.signed else [],
    }


def signing_page(case, step, papers, user, *, intents=()):
    """The context of the same page for the results of a step that is signed."""
    paper = papers[0] if papers else None
    own = signing_of(user, case.agency)
    is_own = paper is not None and paper.signer_id == user.pk and not paper.is_under_way
    return {
        "case": case,
        "sees_case": True,
        "paper": paper,
        "papers": papers,
        "step": step,
        "revision": paper.revision if is_own else None,
        "src": src_of(paper) if is_own else "",
        "intents": intents,
        "act": "results",
        "capacity": own.capacity if own else "",
        "certificate": certificate_of(user),
        "places": _ghost(paper) if is_own else [],
    }


def src_of(paper):
    return reverse("case_paper_file", args=[paper.case_id, paper.pk]) if paper.revision_id else ""


def standing_of(paper):
    """Where the paper is, in a word."""
    if paper.is_under_way:
        return _("đang lập")
    if paper.sealed:
        return _("đã ký số và đóng dấu") if paper.signed else _("đã đóng dấu")
    if paper.signed:
        return _("đã ký số")
    return _("chờ ký") if slip_to_sign(paper) or paper.kind == CasePaper.Kind.RESULT else _("chưa đóng dấu")


def _act(paper, user):
    if slip_to_sign(paper) and paper.signer_id == user.pk:
        return "sign"
    return "seal" if slip_to_seal(paper) and is_clerk_of(user, paper.agency) else ""


def _ghost(paper):
    """Where the person's signature will fall on the page."""
    place = paper.places.get("signature")
    return [{"name": "signature", "label": _("Chữ ký của bạn"), **place}] if place and not paper.signed else []
