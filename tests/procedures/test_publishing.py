"""Publishing: versions that never change, routes with the people of this agency."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from core.refusals import BadInput, WrongState
from procedures.actions.cases import submit_case
from procedures.actions.drafts import save_case
from procedures.actions.publishing import publish_procedure, retire_procedure, stake_of
from procedures.definition import parse
from procedures.guard import lower_guard, raise_guard
from procedures.models import ProcedureVersion
from procedures.reading import Faulty
from tests.procedures.leave import leave
from tests.procedures.requests import published
from tests.workflows.ways import stand_in, waiting
from workflows.models import Deputation

SHIPPED = Path(settings.BASE_DIR) / "procedures" / "shipped"


def steps_with(actor):
    return [{"key": "a", "act": "approve", "position": 1, "actor": actor}]


def test_a_published_procedure_has_a_version_and_its_route(cast):
    version = publish_procedure(cast.agency, leave(), by=cast.keeper, note="Lần đầu", owner_unit=cast.digital)
    procedure = version.procedure
    assert (version.number, procedure.current, procedure.owner_unit) == (1, version, cast.digital)
    assert list(version.template.steps.values_list("key", "position", "act", "budget")) == [
        ("kiem-tra", 1, "check", 1),
        ("duyet", 2, "approve", None),
        ("lanh-dao", 3, "approve", None),
    ]
    assert version.template.steps.get(key="lanh-dao").condition == {"field": "days", "op": "gt", "value": 3}


def test_publishing_again_makes_the_next_version_and_keeps_the_first(cast):
    first = publish_procedure(cast.agency, leave(), by=cast.keeper)
    second = publish_procedure(cast.agency, leave(area="Khác"), by=cast.keeper)
    assert (second.number, second.procedure.current, second.procedure) == (2, second, first.procedure)
    assert ProcedureVersion.objects.get(pk=first.pk).plan.area == "Tổ chức cán bộ"


def test_a_published_version_cannot_change(cast):
    version = publish_procedure(cast.agency, leave(), by=cast.keeper)
    version.note = "khác"
    with pytest.raises(WrongState):
        version.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcedureVersion.objects.filter(pk=version.pk).update(definition={})
    assert ProcedureVersion.objects.get(pk=version.pk).plan.code == "nghi-phep"


def test_the_guard_can_be_put_up_again(cast):
    version = publish_procedure(cast.agency, leave(), by=cast.keeper)
    lower_guard(connection)
    ProcedureVersion.objects.filter(pk=version.pk).update(note="sửa")
    raise_guard(connection)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcedureVersion.objects.filter(pk=version.pk).update(note="nữa")


def test_names_become_people_units_and_posts_of_this_agency(cast):
    unit, post = cast.digital, cast.posts["head"]
    steps = [
        {"key": "a", "act": "do", "position": 1, "actor": {"kind": "person", "person": cast.clerk.username}},
        {
            "key": "b",
            "act": "do",
            "position": 2,
            "actor": {"kind": "role_in_unit", "role": "head", "office": unit.abbreviation},
        },
        {
            "key": "c",
            "act": "do",
            "position": 3,
            "actor": {"kind": "post", "office": unit.abbreviation, "title": post.title},
        },
        {"key": "d", "act": "do", "position": 4, "actor": {"kind": "field", "field": "handover"}},
    ]
    template = publish_procedure(cast.agency, leave(steps=steps), by=cast.keeper).template
    rows = {step.key: step for step in template.steps.all()}
    assert rows["a"].person == cast.clerk
    assert rows["b"].office == unit
    assert rows["c"].post == post
    assert (rows["d"].actor_kind, rows["d"].name) == ("field", "handover")


@pytest.mark.parametrize(
    ("actor", "path"),
    [
        ({"kind": "person", "person": "nobody-here"}, "steps[0].actor.person"),
        ({"kind": "role_in_unit", "role": "head", "office": "XYZ"}, "steps[0].actor.office"),
        ({"kind": "post", "title": "Thuyền trưởng"}, "steps[0].actor.title"),
        (
            {
                "kind": "amount",
                "field": "days",
                "brackets": [{"up_to": None, "actor": {"kind": "person", "person": "nix"}}],
            },
            "steps[0].actor.brackets[0].actor.person",
        ),
    ],
)
def test_a_name_this_agency_does_not_know_is_refused(cast, actor, path):
    with pytest.raises(Faulty) as refusal:
        publish_procedure(cast.agency, leave(steps=steps_with(actor)), by=cast.keeper)
    assert [fault.path for fault in refusal.value.faults] == [path]
    assert not ProcedureVersion.objects.exists()


def test_retiring_needs_a_reason_and_happens_once(cast):
    procedure = publish_procedure(cast.agency, leave(), by=cast.keeper).procedure
    with pytest.raises(BadInput):
        retire_procedure(procedure, by=cast.keeper, reason=" ")
    retire_procedure(procedure, by=cast.keeper, reason="Thay bằng thủ tục khác")
    with pytest.raises(WrongState):
        retire_procedure(procedure, by=cast.keeper, reason="Lần nữa")


def test_every_step_knows_how_much_is_at_stake(cast):
    """A deputy up to an amount approves no more than that, whatever the form calls the amount."""
    form = [{"title": "Mua", "fields": [{"key": "cost", "type": "money", "label": "Số tiền", "required": True}]}]
    steps = [{"key": "duyet", "act": "approve", "position": 1, "actor": {"kind": "head_of_unit"}}]
    procedure = published(cast, code="mua", form=form, steps=steps)
    stand_in(cast.head, cast.secretary)
    Deputation.objects.update(amount_cap=20_000_000)
    for cost, waits in (("20000000", {"truongphong", "thuky"}), ("20000001", {"truongphong"})):
        case, _judged = save_case(procedure, by=cast.specialist, client=uuid4(), typed={"cost": cost})
        route = submit_case(case, by=cast.specialist).route
        assert {account for _act, account, _absent in waiting(route)} == waits


@pytest.mark.parametrize(
    ("code", "key"),
    [("mua-sam", "total"), ("sua-chua", "cost"), ("thanh-toan", "total"), ("dao-tao", "total"), ("nghi-phep", None)],
)
def test_what_is_at_stake_in_the_procedures_that_are_shipped(code, key):
    assert stake_of(parse(json.loads((SHIPPED / f"{code}.json").read_text(encoding="utf-8")))) == key
