"""The shipped procedures: every file can be used as it is, in both languages, and is taken in once."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.refusals import BadInput
from procedures import definition as plan
from procedures.actions.shipping import load_shipped
from procedures.models import Procedure, ProcedureVersion
from procedures.papers.kinds import KINDS
from procedures.shipped import shipped
from procedures.soundness import weaknesses

CODES = (
    "cong-tac", "dao-tao", "dat-xe", "dong-dau", "lam-them-gio", "mua-sam", "nghi-phep",
    "phong-hop", "sua-chua", "tam-ung", "thanh-toan", "tuyen-dung", "van-phong-pham", "xac-nhan",
)  # fmt: skip


def test_there_are_fourteen():
    assert tuple(shipped()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_each_file_reads_back_as_it_is_written(code):
    raw = shipped()[code]
    found = plan.parse(raw)
    assert (found.code, plan.parse(plan.as_dict(found))) == (code, found)


@pytest.mark.parametrize("code", CODES)
def test_everything_is_said_in_both_languages(code):
    def words(raw, path):
        if isinstance(raw, dict) and "vi" in raw:
            yield path, raw.get("en", "")
        elif isinstance(raw, dict):
            for key, value in raw.items():
                yield from words(value, f"{path}.{key}")
        elif isinstance(raw, list):
            for place, value in enumerate(raw):
                yield from words(value, f"{path}[{place}]")

    assert [path for path, english in words(shipped()[code], code) if not english] == []


@pytest.mark.parametrize("code", CODES)
def test_every_person_step_has_a_deadline_and_every_result_a_kind_the_printer_knows(code):
    found = plan.parse(shipped()[code])
    assert [step.key for step in found.steps if step.budget is None and step.actor.kind != "nobody"] == []
    assert [output.document_kind for output in found.outputs if output.document_kind not in KINDS] == []


def test_each_is_sound_in_an_agency(cast):
    load_shipped(cast.agency, by=cast.keeper)
    told = {code: [str(weak) for weak in weaknesses(cast.agency, raw)] for code, raw in shipped().items()}
    assert told == {code: [] for code in CODES}


def test_taken_in_once_and_again_only_what_changed(cast, monkeypatch):
    assert len(load_shipped(cast.agency, by=cast.keeper)) == 14
    assert load_shipped(cast.agency, by=cast.keeper) == []
    changed = shipped()
    changed["dat-xe"]["area"] = "Xe công"
    monkeypatch.setattr("procedures.actions.shipping.shipped", lambda units: changed)
    made = load_shipped(cast.agency, by=cast.keeper)
    assert [(version.procedure.code, version.number) for version in made] == [("dat-xe", 2)]
    assert ProcedureVersion.objects.count() == 15


def test_what_the_agency_designed_further_or_retired_is_left_alone(cast, monkeypatch):
    from procedures.actions.publishing import publish_procedure, retire_procedure

    load_shipped(cast.agency, by=cast.keeper)
    publish_procedure(cast.agency, shipped()["dat-xe"] | {"area": "Xe"}, by=cast.keeper, note="Đổi lĩnh vực")
    retire_procedure(Procedure.objects.get(code="phong-hop"), by=cast.keeper, reason="Dùng lịch chung")
    changed = {code: raw | {"area": "Khác"} for code, raw in shipped().items()}
    monkeypatch.setattr("procedures.actions.shipping.shipped", lambda units: changed)
    codes = {version.procedure.code for version in load_shipped(cast.agency, by=cast.keeper)}
    assert codes == set(CODES) - {"dat-xe", "phong-hop"}


def test_a_unit_called_otherwise_is_named(cast):
    raw = shipped({"VP": "HC"})
    assert set(re.findall(r"'office': '(\w+)'", str(raw))) == {"HC"}


def test_unknown_codes_and_missing_units_publish_nothing(cast):
    with pytest.raises(BadInput):
        load_shipped(cast.agency, by=cast.keeper, codes=("nghi-phep", "khong-co"))
    with pytest.raises(BadInput):
        load_shipped(cast.agency, by=cast.keeper, units={"VP": "KHONG-CO"})
    assert Procedure.objects.count() == 0


def test_the_command_loads_and_says_what_is_wrong(cast):
    out = StringIO()
    call_command("load_procedures", "phong-hop", agency="SKHCN", by="quantri", stdout=out)
    assert out.getvalue() == "phong-hop\tSử dụng phòng họp (1)\nĐã công bố 1 phiên bản.\n"
    for options in ({"agency": "UBND"}, {"by": "chuyenvien"}, {"unit": ["VP"]}, {"unit": ["VP=XYZ"]}):
        with pytest.raises(CommandError):
            call_command("load_procedures", **{"agency": "H99.12", "by": "quantri"} | options, stdout=out)
