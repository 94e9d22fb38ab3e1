"""How an agency makes its documents: the order of numbering and the route that fits it."""

from django.db import transaction

from core import audit
from core.access import require
from core.models import Post
from documents.actions.reviewing import PURPOSE
from documents.models import AgencyProfile
from workflows.actions.templates import publish_template, template_for
from workflows.states import Act, ActorKind


@transaction.atomic
def set_up_agency(agency, *, by, form_checker, numbering=AgencyProfile.Order.AFTER_SIGNATURE, **settings):
    """Publish the agency's route for outgoing documents and keep its settings; return the AgencyProfile.

    form_checker: the post that answers for the form (art. 12.2). numbering: whether number and date follow the
    leader's signature (the decree's order) or are reserved just before it. Running papers keep their route.
    """
    require(by is None or by.is_keeper)
    profile, _made = AgencyProfile.objects.update_or_create(
        agency=agency, defaults={"numbering": numbering, **settings}
    )
    publish_template(agency, by=by, purpose=PURPOSE, name="Văn bản đi", steps=outgoing_steps(form_checker, numbering))
    audit.record("agency_set_up", profile, by=by, numbering=str(numbering))
    return profile


def outgoing_steps(form_checker, numbering):
    """Content by the head of the unit, form by its checker, the leader, then the clerk (art. 10 to 18)."""
    acts = [
        {"act": Act.CHECK_CONTENT, "actor_kind": ActorKind.HEAD_OF_UNIT, "budget": 2},
        {"act": Act.CHECK_FORM, "actor_kind": ActorKind.POST, "post": form_checker, "budget": 1},
        {"act": Act.SIGN, "actor_kind": ActorKind.NAMED, "name": "signer", "budget": 2},
        {"act": Act.NUMBER, "actor_kind": ActorKind.ROLE, "role": Post.Role.CLERK, "budget": 1},
        {"act": Act.SEAL, "actor_kind": ActorKind.ROLE, "role": Post.Role.CLERK, "budget": 1},
        {"act": Act.ISSUE, "actor_kind": ActorKind.ROLE, "role": Post.Role.CLERK, "budget": 1},
    ]
    if numbering == AgencyProfile.Order.BEFORE_SIGNATURE:
        acts = [step for step in acts if step["act"] != Act.NUMBER]
    return [step | {"position": position} for position, step in enumerate(acts, 1)]


def form_checker_of(agency):
    """The post that answers for the form on the agency's present route, or None."""
    template = template_for(agency, PURPOSE)
    step = template.steps.filter(act=Act.CHECK_FORM).select_related("post").first() if template else None
    return step.post if step else None
