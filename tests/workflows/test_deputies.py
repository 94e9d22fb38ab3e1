"""Deputies: visibly on behalf, only while it holds, never for signing and never for a check of one's own paper."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import tick
from core.models import AuditEntry, Firing, Hint
from core.refusals import BadInput, Forbidden, WrongState
from tests.workflows.ways import plan, stand_in, start, step_of, waiting
from workflows import clocks
from workflows.actions import routes
from workflows.actions.deputies import appoint_deputy, keep_deputies, revoke_deputy
from workflows.models import Assignment, Deputation
from workflows.signals import step_passed_on


def period(since, until):
    now = timezone.now()
    return {"starts": now + timedelta(hours=since), "ends": now + timedelta(hours=until)}


def test_deputy_waits_beside_the_absent_person_and_acts_visibly_on_behalf(cast):
    stand_in(cast.head, cast.accountant)
    route = start(cast, plan(1, "check_content"))
    assert waiting(route) == {("check_content", "truongphong", None), ("check_content", "ketoan", "truongphong")}
    step = routes.finish_step(step_of(route, "check_content"), by=cast.accountant)
    assert (step.done_by, step.on_behalf_of) == (cast.accountant, cast.head)
    entry = AuditEntry.objects.get(verb="step_done")
    assert (entry.actor, entry.on_behalf_of) == (cast.accountant, cast.head)


def test_return_by_a_deputy_is_on_behalf_too(cast):
    stand_in(cast.head, cast.accountant)
    route = start(cast, plan(1, "check_content"))
    routes.return_route(step_of(route, "check_content"), by=cast.accountant, reason="Thiếu căn cứ")
    entry = AuditEntry.objects.get(verb="route_returned")
    assert (entry.actor, entry.on_behalf_of) == (cast.accountant, cast.head)


def test_signing_has_no_deputy(cast):
    stand_in(cast.deputy, cast.checker)
    route = start(cast, plan(1, "sign", name="signer"), named={"signer": cast.deputy})
    assert waiting(route) == {("sign", "phogiamdoc", None)}


def test_signing_is_not_passed_on_when_the_deputation_begins(cast):
    route = start(cast, plan(1, "sign", name="signer"), named={"signer": cast.deputy})
    appoint_deputy(cast.deputy, cast.checker, by=cast.deputy, **period(-1, 1))
    assert waiting(route) == {("sign", "phogiamdoc", None)}


@pytest.mark.parametrize("act", ["check_content", "check_form"])
def test_nobody_checks_their_own_paper_as_a_deputy(cast, act):
    stand_in(cast.head, cast.specialist)
    route = start(cast, plan(1, act))
    assert waiting(route) == {(act, "truongphong", None)}
    later = start(cast, plan(1, act), by=cast.accountant)
    assert waiting(later) == {(act, "truongphong", None), (act, "chuyenvien", "truongphong")}


def test_own_check_is_not_passed_on_when_the_deputation_begins(cast):
    route = start(cast, plan(1, "check_content"))
    appoint_deputy(cast.head, cast.specialist, by=cast.head, **period(-1, 1))
    assert waiting(route) == {("check_content", "truongphong", None)}


def test_deputy_of_two_absents_waits_once_and_goes_on_for_the_second(cast):
    first = stand_in(cast.accountant, cast.head)
    stand_in(cast.secretary, cast.head)
    route = start(cast, plan(1, "opinion", person=cast.accountant), plan(1, "endorse", person=cast.secretary))
    assert waiting(route) == {
        ("opinion", "ketoan", None),
        ("opinion", "truongphong", "ketoan"),
        ("endorse", "thuky", None),
        ("endorse", "truongphong", "thuky"),
    }
    revoke_deputy(first, by=cast.accountant)
    assert waiting(route) == {
        ("opinion", "ketoan", None),
        ("endorse", "thuky", None),
        ("endorse", "truongphong", "thuky"),
    }


def test_deputy_of_two_clerks_keeps_the_step_when_one_comes_back(cast):
    from tests.workflows.test_actors import seat

    second = seat(cast, cast.digital, "Văn thư phòng", "clerk", "vanthu2", "Hà Thị Mơ")
    first = stand_in(cast.clerk, cast.secretary, since=-2)
    stand_in(second, cast.secretary, since=-1)
    route = start(cast, plan(1, "seal", role="clerk"))
    assert ("seal", "thuky", "vanthu") in waiting(route)
    revoke_deputy(first, by=cast.clerk)
    assert waiting(route) == {("seal", "vanthu", None), ("seal", "vanthu2", None), ("seal", "thuky", "vanthu2")}


def test_expired_deputation_is_refused_whatever_still_lies_on_the_desk(cast):
    standing = stand_in(cast.head, cast.accountant)
    route = start(cast, plan(1, "check_content"))
    Deputation.objects.filter(pk=standing.pk).update(ends=timezone.now())
    with pytest.raises(Forbidden, match="Thời hạn làm thay Phạm Văn Hùng đã hết"):
        routes.finish_step(step_of(route, "check_content"), by=cast.accountant)
    assert step_of(route, "check_content").phase == "open"


def test_deputation_ends_by_itself(cast):
    standing = stand_in(cast.head, cast.accountant)
    route = start(cast, plan(1, "check_content"))
    keep_deputies(standing.ends)
    assert waiting(route) == {("check_content", "truongphong", None)}
    assert Hint.objects.filter(topic=f"core.desk.{cast.accountant.pk}").exists()


def test_deputation_that_begins_later_reaches_the_desk_when_it_begins(cast):
    route = start(cast, plan(1, "check_content"))
    standing = appoint_deputy(cast.head, cast.accountant, by=cast.head, **period(2, 4))
    assert waiting(route) == {("check_content", "truongphong", None)}
    keep_deputies(standing.starts - timedelta(seconds=1))
    assert waiting(route) == {("check_content", "truongphong", None)}
    keep_deputies(standing.starts)
    keep_deputies(standing.starts + timedelta(minutes=1))
    assert waiting(route) == {("check_content", "truongphong", None), ("check_content", "ketoan", "truongphong")}


def test_clock_fires_once_a_minute_whoever_looks(cast):
    clock = next(each for each in tick.clocks().values() if each.function is clocks.keep_deputies)
    now = timezone.now()
    route = start(cast, plan(1, "check_content"))
    stand_in(cast.head, cast.accountant)
    assert [tick.fire(clock, now), tick.fire(clock, now)] == [True, False]
    assert Firing.objects.filter(name="workflows.clocks.keep_deputies").count() == 1
    assert ("check_content", "ketoan", "truongphong") in waiting(route)


def test_whoever_hears_is_told_of_each_step_that_was_passed_on(cast):
    heard = []

    def hear(sender, step, **facts):
        heard.append(step.act)

    step_passed_on.connect(hear)
    try:
        start(cast, plan(1, "check_content"), plan(1, "endorse", person=cast.secretary))
        appoint_deputy(cast.head, cast.accountant, by=cast.head, **period(-1, 1))
    finally:
        step_passed_on.disconnect(hear)
    assert heard == ["check_content"]


def test_revoking_takes_the_work_back_at_once_and_only_once(cast):
    standing = appoint_deputy(cast.head, cast.accountant, by=cast.head, **period(-1, 1))
    route = start(cast, plan(1, "check_content"))
    revoke_deputy(standing, by=cast.head)
    assert waiting(route) == {("check_content", "truongphong", None)}
    assert AuditEntry.objects.filter(verb="deputy_revoked").count() == 1
    with pytest.raises(WrongState, match="đã kết thúc"):
        revoke_deputy(standing, by=cast.head)
    assert AuditEntry.objects.filter(verb="deputy_revoked").count() == 1


def test_senseless_deputations_are_refused(cast):
    appoint_deputy(cast.accountant, cast.secretary, by=cast.accountant, **period(-1, 5))
    for absent, deputy, hours, told in (
        (cast.head, cast.head, (0, 1), "chính mình"),
        (cast.head, cast.specialist, (2, 1), "Ngày kết thúc"),
        (cast.head, cast.specialist, (-3, -1), "chưa qua"),
        (cast.secretary, cast.accountant, (1, 2), "cũng vắng"),
        (cast.accountant, cast.secretary, (1, 2), "đã được giao"),
    ):
        with pytest.raises(BadInput, match=told):
            appoint_deputy(absent, deputy, by=absent, **period(*hours))
    assert Deputation.objects.count() == 1


def test_closed_account_is_nobody_s_deputy(cast):
    standing = stand_in(cast.head, cast.accountant)
    route = start(cast, plan(1, "check_content"))
    cast.accountant.is_active = False
    cast.accountant.save()
    keep_deputies(timezone.now())
    assert waiting(route) == {("check_content", "truongphong", None)}
    Deputation.objects.filter(pk=standing.pk).delete()
    with pytest.raises(BadInput, match="đã khóa"):
        appoint_deputy(cast.head, cast.accountant, by=cast.head, **period(0, 1))


def test_done_steps_are_not_passed_on(cast):
    route = start(cast, plan(1, "check_content"))
    routes.finish_step(step_of(route, "check_content"), by=cast.head)
    appoint_deputy(cast.head, cast.accountant, by=cast.head, **period(-1, 1))
    assert Assignment.objects.count() == 0
