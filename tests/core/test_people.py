"""People, offices and posts: the actions and what the rules read from them."""

from datetime import date

import pytest
from django.utils import timezone

from core import rules
from core.actions.appointments import appoint, end_appointment, transfer
from core.actions.offices import add_office, add_post, change_office, change_post, close_office
from core.actions.people import (
    add_person,
    change_person,
    choose_password,
    deactivate_person,
    issue_link,
    reactivate_person,
)
from core.models import Appointment, AuditEntry, Post, User
from core.queries import people
from core.refusals import BadInput, WrongState
from core.signals import person_left

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def verbs(subject):
    kind = subject._meta.label_lower
    found = AuditEntry.objects.filter(subject_kind=kind, subject_id=subject.pk)
    return [entry.verb for entry in found.order_by("pk")]


# --- who is who ------------------------------------------------------------------------------------
def test_the_cast_sits_where_the_demo_says(cast):
    assert people.head_of(cast.agency) == cast.leader
    assert people.head_of(cast.digital) == cast.head
    assert people.head_of(cast.science) is None
    assert people.leaders_of(cast.agency) == [cast.leader, cast.deputy]
    assert people.clerks_of(cast.agency) == [cast.clerk]
    assert people.clerks_of(cast.neighbour) == [cast.outsider_clerk]
    assert people.office_of(cast.specialist) == cast.digital
    assert people.agency_of(cast.specialist) == cast.agency
    assert people.agency_of(cast.keeper) is None


def test_names_are_sorted_by_given_name(cast):
    assert [person.full_name for person in people.people_of(cast.agency)] == [
        "Phạm Văn Hùng",
        "Nguyễn Thị Lan",
        "Trần Quang Minh",
        "Đỗ Thúy Nga",
        "Hoàng Đức Thắng",
        "Lê Thị Thu",
        "Bùi Anh Tuấn",
        "Vũ Hải Yến",
    ]


def test_colleagues_are_visible_and_strangers_are_not(cast):
    assert set(User.objects.visible_to(cast.outsider)) == {cast.outsider, cast.outsider_clerk}
    assert set(User.objects.visible_to(cast.keeper)) == set(cast.people)
    assert set(User.objects.visible_to(cast.head)) == set(people.people_of(cast.agency))


@pytest.mark.parametrize("words", ["đặng thu hà", "dang ha", "ĐẶNG", "ngoai.truong"])
def test_people_are_found_with_or_without_marks(cast, words):
    assert list(User.objects.matching(words)) == [cast.outsider]


def test_a_word_matches_from_its_beginning(cast):
    assert set(User.objects.matching("hà")) == {cast.outsider, cast.accountant}


# --- rules -----------------------------------------------------------------------------------------
ROLES = ("leader", "deputy", "head", "specialist", "clerk", "checker", "keeper", "outsider")


@pytest.mark.parametrize(
    ("rule", "office", "who"),
    [
        (rules.is_leader_of, "agency", {"leader", "deputy"}),
        (rules.is_first_leader_of, "agency", {"leader"}),
        (rules.is_head_of, "agency", {"leader"}),
        (rules.is_head_of, "digital", {"head"}),
        (rules.is_head_of, "bureau", {"checker"}),
        (rules.is_clerk_of, "agency", {"clerk"}),
        (rules.is_clerk_of, "neighbour", set()),
        (rules.works_in, "agency", {"leader", "deputy", "head", "specialist", "clerk", "checker"}),
        (rules.works_in, "digital", {"head", "specialist"}),
        (rules.works_in, "neighbour", {"outsider"}),
    ],
)
def test_rules_follow_the_posts(cast, rule, office, who):
    assert {name for name in ROLES if rule(getattr(cast, name), getattr(cast, office))} == who


def test_a_rule_costs_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert rules.is_clerk_of(cast.clerk, cast.agency)


def test_rules_follow_the_day(cast):
    assert rules.is_clerk_of(cast.clerk, cast.agency, on=date(2024, 1, 1))
    assert not rules.is_clerk_of(cast.clerk, cast.agency, on=date(2023, 12, 31))


# --- accounts --------------------------------------------------------------------------------------
def test_an_account_is_added_without_a_password(cast):
    person = add_person(username="moi", full_name="Lý Thị Mơ", by=cast.keeper)
    assert not person.has_usable_password()
    assert person.sort_name == "mo ly thi mo"
    assert verbs(person) == ["person_added"]


@pytest.mark.parametrize("username", ["giamdoc", "Giám Đốc", "a", "x" * 61, ""])
def test_a_bad_or_taken_account_name_is_refused(cast, username):
    with pytest.raises(BadInput) as refusal:
        add_person(username=username, full_name="Lý Thị Mơ", by=cast.keeper)
    assert list(refusal.value.facts["fields"]) == ["username"]
    assert User.objects.count() == len(cast.people)


def test_changes_are_audited_with_before_and_after(cast):
    change_person(cast.specialist, full_name="Nguyễn Thị Hương Lan", phone="", by=cast.keeper)
    entry = AuditEntry.objects.filter(verb="person_changed").get()
    assert entry.facts == '{"changes":{"full_name":["Nguyễn Thị Lan","Nguyễn Thị Hương Lan"]}}'
    assert User.objects.get(pk=cast.specialist.pk).sort_name == "lan nguyen thi huong lan"


def test_nothing_changed_writes_nothing(cast):
    count = AuditEntry.objects.count()
    change_person(cast.specialist, full_name="Nguyễn Thị Lan", by=cast.keeper)
    assert AuditEntry.objects.count() == count


def test_the_last_keeper_stays(cast):
    with pytest.raises(BadInput, match="quản trị hệ thống duy nhất"):
        change_person(cast.keeper, is_keeper=False, by=cast.leader)
    change_person(cast.checker, is_keeper=True, by=cast.keeper)
    assert change_person(cast.keeper, is_keeper=False, by=cast.checker).is_keeper is False


def test_leaving_ends_posts_and_tells_the_rooms_above(cast):
    told = []

    def hear(sender, person, by, **facts):
        told.append((person, by))

    person_left.connect(hear)
    try:
        deactivate_person(cast.head, by=cast.keeper, last_day=TODAY, reason="Nghỉ hưu")
    finally:
        person_left.disconnect(hear)
    assert told == [(cast.head, cast.keeper)]
    assert cast.head.appointments.get().ends == TODAY
    assert people.head_of(cast.digital) is None
    assert verbs(cast.head)[-1] == "person_deactivated"


def test_a_post_that_would_begin_later_never_begins(cast):
    later = appoint(cast.head, cast.posts["specialist"], kind="concurrent", starts=date(2030, 1, 1), by=cast.keeper)
    deactivate_person(cast.head, by=cast.keeper, last_day=TODAY)
    assert not Appointment.objects.filter(pk=later.pk).exists()


def test_nobody_closes_their_own_account_or_closes_twice(cast):
    with pytest.raises(BadInput, match="của chính mình"):
        deactivate_person(cast.keeper, by=cast.keeper)
    deactivate_person(cast.head, by=cast.keeper)
    with pytest.raises(WrongState, match="đã khóa từ trước"):
        deactivate_person(cast.head, by=cast.keeper)


def test_who_returns_needs_a_new_password(cast):
    deactivate_person(cast.head, by=cast.keeper)
    back = reactivate_person(cast.head, by=cast.keeper)
    assert (back.is_active, back.has_usable_password()) == (True, False)
    with pytest.raises(WrongState, match="đang dùng"):
        reactivate_person(cast.head, by=cast.keeper)


def test_a_weak_password_is_refused(cast):
    assert not issue_link(cast.head, by=cast.keeper).has_usable_password()
    with pytest.raises(BadInput):
        choose_password(cast.head, password="12345678", by=cast.head)
    chosen = choose_password(cast.head, password="sông Lam mùa nước", by=cast.head)
    assert chosen.check_password("sông Lam mùa nước")


# --- posts -----------------------------------------------------------------------------------------
def test_one_main_post_at_a_time(cast):
    with pytest.raises(BadInput, match="đang giữ vị trí chính"):
        appoint(cast.specialist, cast.posts["head"], by=cast.keeper)
    appoint(cast.specialist, cast.posts["secretary"], kind="concurrent", by=cast.keeper)
    assert rules.works_in(cast.specialist, cast.bureau)


def test_a_main_post_may_follow_one_that_ends(cast):
    held = cast.specialist.appointments.get()
    end_appointment(held, ends=date(2026, 3, 31), by=cast.keeper)
    appoint(cast.specialist, cast.posts["secretary"], starts=date(2026, 4, 1), by=cast.keeper)
    assert people.office_of(cast.specialist, date(2026, 3, 31)) == cast.digital
    assert people.office_of(cast.specialist, date(2026, 4, 1)) == cast.bureau


def test_a_transfer_leaves_no_gap(cast):
    transfer(cast.specialist, cast.posts["secretary"], starts=date(2026, 4, 1), by=cast.keeper)
    days = list(cast.specialist.appointments.order_by("starts").values_list("starts", "ends"))
    assert days == [(date(2024, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), None)]


def test_the_same_seat_is_not_held_twice_at_once(cast):
    with pytest.raises(BadInput, match="đã giữ vị trí này"):
        appoint(cast.specialist, cast.posts["specialist"], kind="acting", by=cast.keeper)


def test_an_appointment_ends_once_and_not_before_it_begins(cast):
    held = cast.head.appointments.get()
    with pytest.raises(BadInput, match="không được trước ngày bắt đầu 01/01/2024"):
        end_appointment(held, ends=date(2023, 12, 31), by=cast.keeper)
    end_appointment(held, ends=date(2026, 1, 31), by=cast.keeper)
    with pytest.raises(WrongState, match="31/01/2026"):
        end_appointment(held, ends=TODAY, by=cast.keeper)


def test_who_left_gets_no_post(cast):
    deactivate_person(cast.head, by=cast.keeper)
    with pytest.raises(BadInput, match="đã khóa"):
        appoint(cast.head, cast.posts["secretary"], by=cast.keeper)


# --- offices ---------------------------------------------------------------------------------------
def test_a_unit_belongs_to_the_agency_of_its_parent(cast):
    team = add_office(name="Tổ Số hóa", abbreviation="TSH", parent=cast.digital, by=cast.keeper)
    assert (team.kind, team.agency, team.parent) == ("unit", cast.agency, cast.digital)
    assert verbs(team) == ["office_added"]


def test_abbreviations_are_unique_in_an_agency_only(cast):
    with pytest.raises(BadInput, match="“cđs” đã dùng cho Phòng Chuyển đổi số"):
        add_office(name="Phòng khác", abbreviation="cđs", parent=cast.agency, by=cast.keeper)
    other = add_office(name="Phòng Chuyển đổi số", abbreviation="CĐS", parent=cast.neighbour, by=cast.keeper)
    assert other.agency == cast.neighbour


def test_agencies_are_told_apart_by_their_identifier(cast):
    first = add_office(name="UBND xã An Bình", abbreviation="UBND", code="H99.201", by=cast.keeper)
    second = add_office(name="UBND xã An Hòa", abbreviation="UBND", code="H99.202", by=cast.keeper)
    assert (first.kind, second.kind) == ("agency", "agency")
    with pytest.raises(BadInput, match=r"“H99\.202” đã dùng cho UBND xã An Hòa"):
        add_office(name="UBND xã An Phú", abbreviation="UBND", code="H99.202", by=cast.keeper)


def test_an_office_with_people_or_units_is_not_closed(cast):
    with pytest.raises(BadInput, match="còn đơn vị trực thuộc"):
        close_office(cast.agency, valid_to=TODAY, by=cast.keeper)
    with pytest.raises(BadInput, match="còn 2 người"):
        close_office(cast.digital, valid_to=TODAY, by=cast.keeper)
    assert close_office(cast.science, valid_to=TODAY, by=cast.keeper).valid_to == TODAY


def test_a_closed_office_gets_no_people(cast):
    close_office(cast.science, valid_to=TODAY, by=cast.keeper)
    seat = add_post(cast.science, title="Chuyên viên", role="specialist", by=cast.keeper)
    with pytest.raises(BadInput, match="chỉ tồn tại đến 02/03/2026"):
        appoint(cast.specialist, seat, kind="concurrent", starts=TODAY, by=cast.keeper)


def test_offices_and_seats_change_with_a_trace(cast):
    change_office(cast.digital, name="Phòng Chuyển đổi số và Dữ liệu", by=cast.keeper)
    change_post(cast.posts["specialist"], title="Chuyên viên chính", by=cast.keeper)
    assert verbs(cast.digital) == ["office_added", "office_changed"]
    assert verbs(cast.posts["specialist"]) == ["post_added", "post_changed"]
    assert Post.objects.get(pk=cast.posts["specialist"].pk).title == "Chuyên viên chính"


def test_the_days_of_an_office_must_be_in_order(cast):
    with pytest.raises(BadInput):
        add_office(
            name="Phòng A",
            abbreviation="A",
            parent=cast.agency,
            valid_from=timezone.localdate(),
            valid_to=date(2020, 1, 1),
            by=cast.keeper,
        )
