"""The one gate for state changes: locks, refuses a stale page, asks the rule, saves, audits, announces.

A lifecycle fixed by law is a table in code. The same table draws the buttons and the diagram in the docs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, realtime
from core.refusals import Forbidden, WrongState


@dataclass(frozen=True)
class Step:
    """One legal change of state. rule(user, obj) -> bool says who may; who is the sentence for those who may not."""

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    rule: Callable = field(default=lambda user, obj: True)
    who: str = ""
    verb: str = ""


def nobody(user, absent):
    """Nobody acts for anybody: the rule where no deputies are known."""
    return False


class Lifecycle:
    """The table of steps of one kind of thing, whose model has `state` and `version` (a counter of changes)."""

    def __init__(self, *steps, stands_in=nobody):
        """stands_in(user, absent) -> bool: whether the user acts for the absent person at this moment."""
        self.steps = {step.name: step for step in steps}
        self.stands_in = stands_in

    def open_to(self, user, obj):
        """Steps this person may take now, in table order."""
        return [step for step in self.steps.values() if obj.state in step.sources and step.rule(user, obj)]

    def allows(self, user, obj, name):
        step = self.steps[name]
        return obj.state in step.sources and step.rule(user, obj)

    def lock(self, obj, seen=None):
        """Lock the row and return it fresh; raise WrongState when the page the person acted on is stale.

        seen: the version the person saw; None when the act does not depend on what was shown.
        """
        fresh = type(obj)._base_manager.select_for_update().get(pk=obj.pk)
        if seen is not None and str(seen) != str(fresh.version):
            raise WrongState(_("Nội dung đã thay đổi sau khi bạn mở trang. Hãy tải lại để xem bản mới nhất."))
        return fresh

    def move(self, obj, name, *, by, seen=None, on_behalf_of=None, changes=None, **facts):
        """Take the step in the current transaction and return the changed object.

        Raises WrongState (409) when the state or the version is not the expected one, Forbidden (403) when the
        rule says no. changes: other fields saved with the state. facts: written to the audit entry.
        on_behalf_of: the absent person of whom the rule is asked; by must stand in for them now.
        """
        with transaction.atomic():
            fresh = self.lock(obj, seen)
            step = self.steps[name]
            self.check(step, fresh, on_behalf_of or by)
            if on_behalf_of is not None and not self.stands_in(by, on_behalf_of):
                raise Forbidden(_("Bạn hiện không được giao làm thay %(person)s.") % {"person": on_behalf_of})
            before, fresh.state, fresh.version = fresh.state, step.target, fresh.version + 1
            for key, value in (changes or {}).items():
                setattr(fresh, key, value)
            fresh.save(update_fields=["state", "version", *(changes or {})])
            fresh.audit_entry = audit.record(
                step.verb or name,
                fresh,
                by=by,
                on_behalf_of=on_behalf_of,
                **{"from": before, "to": step.target, **facts},
            )
            realtime.hint(fresh)
        return fresh

    def check(self, step, obj, person):
        """Ask "now?" and "may?" of one step."""
        if obj.state not in step.sources:
            raise WrongState(
                _("Không thực hiện được “%(step)s” vì hiện ở trạng thái “%(state)s”.")
                % {"step": step.label, "state": obj.get_state_display()}
            )
        if person is not None and not step.rule(person, obj):
            raise Forbidden(step.who or _("Bước này do người khác thực hiện."))

    def mermaid(self):
        """The lifecycle as a Mermaid state diagram for the docs."""
        lines = ["stateDiagram-v2"]
        for step in self.steps.values():
            lines += [f"    {source} --> {step.target}: {step.name}" for source in step.sources]
        return "\n".join(lines)
