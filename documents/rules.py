"""Who may do what with a document: small predicates (user, document) -> bool, and the sentence for the others."""

from django.utils.translation import gettext_lazy as _

from core.models import Appointment, Post

ONLY_DRAFTER = _("Chỉ người soạn thảo mới làm được việc này.")
ONLY_AWAITED = _("Chỉ người đang đến lượt xử lý mới làm được việc này.")
ONLY_SIGNER = _("Chỉ người được trình ký mới ký được văn bản này.")
ONLY_CLERK = _("Chỉ văn thư của cơ quan mới cấp số, đóng dấu và phát hành được.")
ONLY_CANCELLER = _("Chỉ văn thư hoặc người đã ký mới hủy được văn bản chưa phát hành.")
ONLY_READERS = _("Chỉ người đang xử lý văn bản này mới cho ý kiến được.")


def is_drafter(user, document):
    """Drafted it, and still holds a post in the agency: whoever has left handles its papers no more."""
    return document.drafter_id == user.pk and may_draft_in(user, document.agency)


def is_signer(user, document):
    """The one the paper is submitted to; turn and present capacity are asked apart, so that each refusal says why."""
    return document.signer_id == user.pk


def is_clerk(user, document):
    return is_clerk_of(user, document.agency)


def is_clerk_of(user, agency):
    """Holds a clerk's post in the agency today."""
    return Appointment.objects.current().in_agency(agency).with_role(Post.Role.CLERK).filter(person=user).exists()


def is_awaited(user, document):
    """An open step of its route waits for this person."""
    if document.route_id is None:
        return False
    return document.route.steps.waiting_for(user).exists()


def may_cancel(user, document):
    has_signed = is_signer(user, document) and may_draft_in(user, document.agency)
    return has_signed or is_clerk(user, document)


def may_edit(user, document):
    """Drafts are edited by their drafter only (Decree 30, art. 10)."""
    return is_drafter(user, document) and document.state == "draft"


def may_draft_in(user, agency):
    """Anyone who holds a post in the agency may draft."""
    return Appointment.objects.current().in_agency(agency).filter(person=user).exists()


ONLY_MAKERS = _("Chỉ cơ quan ban hành mới xem được quá trình soạn thảo, ý kiến và nhật ký của văn bản.")


def may_see_making(user, document):
    """How the paper came about (drafts, way, opinions) stays in its agency; receivers have the paper itself."""
    return may_draft_in(user, document.agency)


def holds_capacity(user, document):
    """The capacity printed on the paper still follows from a post the person holds today (art. 13)."""
    from documents.capacity import capacities_of
    from documents.drafting import profile_of

    found = capacities_of(user, document.agency, profile_of(document.agency).collective)
    return document.capacity in {capacity.text for capacity in found}


ONLY_SHARERS = _("Chỉ người soạn, người ký hoặc văn thư mới cho người khác xem được.")


def may_share(user, document):
    """Whoever answers for the paper may show it to a colleague."""
    answers = is_drafter(user, document) or is_signer(user, document)
    return (answers and may_draft_in(user, document.agency)) or is_clerk(user, document)


ONLY_KEEPERS_OF_BOOK = _("Chỉ văn thư và lãnh đạo cơ quan in sổ.")


def may_print_register(user, agency):
    """The clerk keeps the book and the leaders answer for it (Decree 30, art. 6)."""
    roles = (Post.Role.CLERK, Post.Role.LEADER, Post.Role.DEPUTY_LEADER)
    return Appointment.objects.current().in_agency(agency).with_role(*roles).filter(person=user).exists()


def reads_whole_register(user, agency):
    """Whoever keeps or answers for the book, or for the form of every paper in it (art. 12.2)."""
    return may_print_register(user, agency) or _checks_form(user, agency)


def _checks_form(user, agency):
    from documents.actions.agencies import form_checker_of

    post = form_checker_of(agency)
    return post is not None and Appointment.objects.current().filter(post=post, person=user).exists()
