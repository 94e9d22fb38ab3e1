"""Deputies: visibly on behalf, only while it holds, never for signing and never for a check of one's own paper."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import tick
from core.models import AuditEntry, Firing, Hint
from core.refusals import BadInput, Forbidden, WrongState
from tests.workflows.ways import plan, stand_in, start, step_of, waiting
from workflows import clocks
from workflows.actions import routes
from workflows.actions.deputies import appoint_deputy, follow_leave, forget_leave, keep_deputies, revoke_deputy
from workflows.models import Assignment, Deputation
from workflows.signals import step_passed_on
from workflows.standing_in import LONGEST_CHAIN, deputies_of


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


class TestChains:
    """The deputy is away too: whoever stands in for the deputy acts for the one who was absent first."""

    def test_the_deputy_of_a_deputy_acts_for_the_first(self, cast):
        stand_in(cast.head, cast.accountant)
        stand_in(cast.accountant, cast.secretary)
        route = start(cast, plan(1, "check_content"))
        assert waiting(route) == {
            ("check_content", "truongphong", None),
            ("check_content", "ketoan", "truongphong"),
            ("check_content", "thuky", "truongphong"),
        }
        step = routes.finish_step(step_of(route, "check_content"), by=cast.secretary)
        assert (step.done_by, step.on_behalf_of) == (cast.secretary, cast.head)

    def test_a_chain_is_passed_on_when_it_begins_and_taken_back_when_its_first_link_ends(self, cast):
        route = start(cast, plan(1, "check_content"))
        appoint_deputy(cast.accountant, cast.secretary, by=cast.accountant, **period(-1, 5))
        first = follow_leave(cast.head, cast.accountant, by=cast.leader, source="test:1", **period(-1, 1))
        assert ("check_content", "thuky", "truongphong") in waiting(route)
        keep_deputies(timezone.now())
        assert ("check_content", "thuky", "truongphong") in waiting(route)
        keep_deputies(first.ends)
        assert waiting(route) == {("check_content", "truongphong", None)}

    def test_chains_are_bounded_and_circles_end(self, cast):
        line = [cast.head, cast.accountant, cast.secretary, cast.checker, cast.clerk]
        for absent, deputy in pairwise(line):
            stand_in(absent, deputy)
        stand_in(cast.secretary, cast.head)
        found = deputies_of([cast.head.pk])
        assert found == [(cast.head.pk, deputy.pk) for deputy in line[1:4]]

    @given(
        st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=20)
    )
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_whatever_the_web_of_deputations(self, cast, web):
        """Found are exactly those within three links, nobody for oneself, nobody twice."""
        with transaction.atomic():
            people = cast.people[:8]
            for absent, deputy in web:
                stand_in(people[absent], people[deputy])
            found = deputies_of([people[0].pk])
            near, front = set(), {0}
            for _link in range(LONGEST_CHAIN):
                front = {deputy for absent, deputy in web if absent in front}
                near |= front
            assert {deputy for _absent, deputy in found} == {people[each].pk for each in near - {0}}
            assert len(found) == len(set(found))
            assert {absent for absent, _deputy in found} <= {people[0].pk}
            transaction.set_rollback(True)


class TestLeave:
    def test_the_deputation_runs_exactly_as_long_as_the_leave(self, cast):
        moments = period(1, 2)
        made = follow_leave(cast.head, cast.accountant, by=cast.leader, source="test:1", basis="Đơn", **moments)
        assert (made.starts, made.ends, made.basis) == (moments["starts"], moments["ends"], "Đơn")
        assert people_standing(cast.head, made.starts - timedelta(microseconds=1)) == []
        assert people_standing(cast.head, made.starts) == [cast.accountant.pk]
        assert people_standing(cast.head, made.ends - timedelta(microseconds=1)) == [cast.accountant.pk]
        assert people_standing(cast.head, made.ends) == []

    def test_asked_twice_it_is_made_once_and_follows_a_new_period(self, cast):
        moments = period(1, 2)
        made = follow_leave(cast.head, cast.accountant, by=cast.leader, source="test:1", **moments)
        assert follow_leave(cast.head, cast.accountant, by=cast.leader, source="test:1", **moments) == made
        longer = follow_leave(cast.head, cast.accountant, by=cast.leader, source="test:1", **period(1, 3))
        made.refresh_from_db()
        assert made.revoked_at is not None
        assert longer.revoked_at is None
        assert Deputation.objects.filter(revoked_at__isnull=True).count() == 1

    def test_a_leave_called_off(self, cast):
        route = start(cast, plan(1, "check_content"))
        follow_leave(cast.head, cast.accountant, by=cast.leader, source="test:1", **period(-1, 2))
        assert forget_leave("test:1", by=cast.leader) is True
        assert waiting(route) == {("check_content", "truongphong", None)}
        assert forget_leave("test:1", by=cast.leader) is False

    def test_those_who_stand_in_never_lead_back(self, cast):
        follow_leave(cast.head, cast.accountant, by=cast.leader, source="test:1", **period(0, 5))
        follow_leave(cast.accountant, cast.secretary, by=cast.leader, source="test:2", **period(1, 5))
        with pytest.raises(BadInput, match="lại đang nhờ"):
            follow_leave(cast.secretary, cast.head, by=cast.leader, source="test:3", **period(2, 3))
        apart = follow_leave(cast.secretary, cast.head, by=cast.leader, source="test:3", **period(6, 7))
        assert apart.absent == cast.secretary

    def test_a_year_at_most(self, cast):
        with pytest.raises(BadInput, match="một năm"):
            follow_leave(cast.head, cast.accountant, by=cast.leader, source="test:1", **period(1, 24 * 367))


class TestCaps:
    @pytest.mark.parametrize(
        ("cap", "facts", "passes"),
        [
            (None, {"amount": 90_000_000}, True),
            (20_000_000, {"amount": 20_000_000}, True),
            (20_000_000, {"amount": 20_000_001}, False),
            (20_000_000, {}, True),
            (20_000_000, {"amount": "nhiều"}, True),
            (20_000_000, {"amount": -1}, False),
        ],
    )
    def test_larger_amounts_stay_with_the_absent(self, cast, cap, facts, passes):
        appoint_deputy(cast.head, cast.accountant, by=cast.head, amount_cap=cap, **period(-1, 1))
        route = start(cast, plan(1, "check_content"), facts=facts)
        assert (("check_content", "ketoan", "truongphong") in waiting(route)) is passes

    def test_the_amount_is_the_one_the_step_is_about(self, cast):
        appoint_deputy(cast.head, cast.accountant, by=cast.head, amount_cap=5, **period(-1, 1))
        step = plan(1, "check_content", options={"amount": "total"})
        route = start(cast, step, facts={"amount": 1, "total": 6})
        assert waiting(route) == {("check_content", "truongphong", None)}


class TestWhoMayAppoint:
    def test_a_secretary_for_the_leaders_of_the_agency_only(self, cast):
        made = appoint_deputy(cast.leader, cast.deputy, by=cast.secretary, **period(1, 2))
        assert AuditEntry.objects.get(verb="deputy_appointed").actor == cast.secretary
        revoke_deputy(made, by=cast.secretary)
        for absent, by in (
            (cast.head, cast.secretary),
            (cast.leader, cast.specialist),
            (cast.leader, cast.outsider),
            (cast.head, cast.keeper),
        ):
            with pytest.raises(Forbidden, match="Chỉ người vắng"):
                appoint_deputy(absent, cast.accountant, by=by, **period(1, 2))

    def test_nobody_else_revokes(self, cast):
        made = appoint_deputy(cast.head, cast.accountant, by=cast.head, **period(1, 2))
        with pytest.raises(Forbidden):
            revoke_deputy(made, by=cast.accountant)


def people_standing(absent, moment):
    return [deputy for _absent, deputy in deputies_of([absent.pk], moment)]
