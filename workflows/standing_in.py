"""Who stands in for whom at a moment: resolved when asked, bounded, and never in a circle."""

from django.db.models import F, Q

from workflows.models import Deputation
from workflows.states import ActorKind

LONGEST_CHAIN = 3  # the deputy of a deputy of a deputy, and no further


def deputies_of(people, at=None, amount=None):
    """Return [(absent, deputy)] ids for these people, nearest deputies first, each pair once.

    When the deputy is away too, whoever stands in for the deputy acts for the one who was absent first. at: now when
    none is given. amount: what is at stake in đồng; deputations capped below it do not count.
    """
    found, front = {}, [(person, person) for person in dict.fromkeys(people)]
    for _link in range(LONGEST_CHAIN):
        rows = _in_force({deputy for _absent, deputy in front}, at, amount)
        front = [
            (absent, further) for absent, deputy in front for further in rows.get(deputy, ()) if further != absent
        ]
        front = [pair for pair in dict.fromkeys(front) if pair not in found]
        found |= dict.fromkeys(front)
        if not front:
            break
    return list(found)


def amount_of(step):
    """The đồng at stake in a step: the fact its amount rule or its option names, else "amount"; None without one."""
    key = step.name if step.actor_kind == ActorKind.AMOUNT else step.options.get("amount", "amount")
    amount = step.route.facts.get(key) if isinstance(key, str) else None
    return amount if isinstance(amount, (int, float)) and not isinstance(amount, bool) else None


def leads_back(deputy, absent, starts, ends):
    """Whether, at some time in the period, the deputy's own deputies lead back to the absent person."""
    reached, front = set(), {deputy.pk}
    while front:
        reached |= front
        rows = Deputation.objects.filter(absent__in=front, revoked_at__isnull=True, starts__lt=ends, ends__gt=starts)
        front = set(rows.values_list("deputy", flat=True)) - reached
    return absent.pk in reached


def _in_force(people, at, amount):
    rows = Deputation.objects.in_force(at).filter(absent__in=people).exclude(absent=F("deputy"))
    if amount is not None:
        within = Q(amount_cap__gte=amount) if amount >= 0 else Q()
        rows = rows.filter(Q(amount_cap__isnull=True) | within)
    by_absent = {}
    for absent, deputy in rows.order_by("starts", "pk").values_list("absent", "deputy"):
        by_absent.setdefault(absent, []).append(deputy)
    return by_absent
