"""The one gate for state changes, tried on the import batches of core."""

import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from core import files
from core.models import AuditEntry, Hint, ImportBatch, User
from core.refusals import Forbidden, WrongState
from core.states import Lifecycle, Step

LIFECYCLE = Lifecycle(
    Step(
        "confirm",
        "Xác nhận",
        ("ready", "faulty"),
        "applying",
        rule=lambda user, batch: user == batch.created_by,
        who="Chỉ người tải lên được xác nhận.",
        verb="import_confirmed",
    ),
    Step("finish", "Ghi xong", ("applying",), "done"),
    Step("drop", "Bỏ", ("ready", "applying"), "failed", rule=lambda user, batch: user.is_keeper),
)


@pytest.fixture
def people(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return [
        User.objects.create_user("lan", full_name="Nguyễn Thị Lan"),
        User.objects.create_user("quantri", full_name="Ngô Quốc Bảo", is_keeper=True),
    ]


def batch_of(person, **fields):
    revision = files.store(b"a,b\n", name="bang.csv", by=person)
    return ImportBatch.objects.create(
        **{"kind": "people", "state": "ready", "revision": revision, **fields}, created_by=person
    )


@pytest.fixture
def batch(people):
    return batch_of(people[0])


def kept(batch):
    return ImportBatch.objects.get(pk=batch.pk)


def test_a_step_changes_the_state_and_the_version_and_says_so_in_the_log(people, batch):
    lan, _keeper = people
    moved = LIFECYCLE.move(batch, "confirm", by=lan, seen=1, rows=12)
    assert (kept(batch).state, kept(batch).version, moved.state, moved.version) == ("applying", 2, "applying", 2)
    entry = AuditEntry.objects.get(verb="import_confirmed")
    assert (entry, entry.actor, entry.facts) == (moved.audit_entry, lan, '{"from":"ready","rows":12,"to":"applying"}')
    assert Hint.objects.filter(topic=f"core.importbatch.{batch.pk}").count() == 1


def test_a_step_without_a_verb_is_logged_by_its_name(people, batch):
    LIFECYCLE.move(batch, "drop", by=people[1])
    assert AuditEntry.objects.get().verb == "drop"


def test_other_fields_are_saved_with_the_state_and_only_those_named(people, batch):
    batch.problem = "chưa được ghi"
    LIFECYCLE.move(batch, "confirm", by=people[0], changes={"rows_total": 7})
    assert (kept(batch).rows_total, kept(batch).problem) == (7, "")


@pytest.mark.parametrize("seen", [2, "2", "0", "abc", "", "9" * 40, "-1", "１"])
def test_a_stale_or_senseless_version_is_a_conflict(seen, people, batch):
    with pytest.raises(WrongState, match="đã thay đổi sau khi bạn mở trang"):
        LIFECYCLE.move(batch, "confirm", by=people[0], seen=seen)
    assert (kept(batch).state, AuditEntry.objects.count()) == ("ready", 0)


@pytest.mark.parametrize("seen", [1, "1", None])
def test_the_version_seen_on_the_page_is_the_one_that_counts(seen, people, batch):
    assert LIFECYCLE.move(batch, "confirm", by=people[0], seen=seen).state == "applying"


def test_a_step_from_another_state_is_a_conflict_in_words(people, batch):
    with pytest.raises(WrongState, match="Không thực hiện được “Ghi xong” vì hiện ở trạng thái “chờ xác nhận”"):
        LIFECYCLE.move(batch, "finish", by=people[0])


def test_somebody_else_is_told_who_may(people, batch):
    with pytest.raises(Forbidden, match="Chỉ người tải lên được xác nhận"):
        LIFECYCLE.move(batch, "confirm", by=people[1])
    with pytest.raises(Forbidden, match="Bước này do người khác thực hiện"):
        LIFECYCLE.move(batch, "drop", by=people[0])
    assert (kept(batch).state, kept(batch).version, AuditEntry.objects.count()) == ("ready", 1, 0)


def test_now_is_asked_before_who(people, batch):
    ImportBatch.objects.filter(pk=batch.pk).update(state="done")
    with pytest.raises(WrongState):
        LIFECYCLE.move(batch, "confirm", by=people[1])


def test_a_deputy_acts_with_the_right_of_the_absent_and_both_are_named(people, batch):
    lan, bao = people
    deputies = Lifecycle(*LIFECYCLE.steps.values(), stands_in=lambda user, absent: (user, absent) == (bao, lan))
    entry = deputies.move(batch, "confirm", by=bao, on_behalf_of=lan).audit_entry
    assert (entry.actor, entry.on_behalf_of) == (bao, lan)


def test_whoever_is_no_deputy_borrows_nobody_s_right(people, batch):
    lan, bao = people
    for by in (bao, None):
        with pytest.raises(Forbidden, match="Bạn hiện không được giao làm thay Nguyễn Thị Lan"):
            LIFECYCLE.move(batch, "confirm", by=by, on_behalf_of=lan)
    assert (kept(batch).state, AuditEntry.objects.count()) == ("ready", 0)


def test_the_system_may_take_any_step_that_is_open_now(batch):
    assert LIFECYCLE.move(batch, "drop", by=None).audit_entry.actor is None


def test_a_failure_after_the_step_undoes_all_of_it(people, batch):
    with transaction.atomic():
        LIFECYCLE.move(batch, "confirm", by=people[0])
        transaction.set_rollback(True)
    assert (kept(batch).state, kept(batch).version) == ("ready", 1)
    assert (AuditEntry.objects.count(), Hint.objects.filter(topic__startswith="core.importbatch").count()) == (0, 0)


def test_the_open_steps_are_those_of_the_state_and_the_person_in_table_order(people, batch):
    lan, bao = people
    assert [step.name for step in LIFECYCLE.open_to(lan, batch)] == ["confirm"]
    assert [step.name for step in LIFECYCLE.open_to(bao, batch)] == ["drop"]
    batch.state = "applying"
    assert [step.name for step in LIFECYCLE.open_to(bao, batch)] == ["finish", "drop"]
    batch.state = "done"
    assert LIFECYCLE.open_to(bao, batch) == []


@pytest.mark.parametrize("name", ["confirm", "finish", "drop"])
def test_what_is_allowed_is_what_can_be_done(name, people):
    for person in people:
        for state in ("ready", "faulty", "applying", "done", "failed"):
            batch = batch_of(people[0], state=state)
            allowed = LIFECYCLE.allows(person, batch, name)
            try:
                done = LIFECYCLE.move(batch, name, by=person).state == LIFECYCLE.steps[name].target
            except (WrongState, Forbidden):
                done = False
            assert (person.username, state, done) == (person.username, state, allowed)


def test_nobody_is_somebody_without_rights(batch):
    assert LIFECYCLE.allows(AnonymousUser(), batch, "confirm") is False


def test_the_table_draws_itself():
    assert LIFECYCLE.mermaid().split("\n") == [
        "stateDiagram-v2",
        "    ready --> applying: confirm",
        "    faulty --> applying: confirm",
        "    applying --> done: finish",
        "    ready --> failed: drop",
        "    applying --> failed: drop",
    ]


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_is_first_and_seven_are_told(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lan = User.objects.create_user("lan", full_name="Nguyễn Thị Lan")
    batch, gate, outcomes = batch_of(lan), threading.Barrier(8), []

    def confirm():
        try:
            gate.wait(30)
            outcomes.append(LIFECYCLE.move(batch, "confirm", by=lan, seen=1).state)
        except Exception as problem:
            outcomes.append(type(problem).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["WrongState"] * 7 + ["applying"]
    assert (kept(batch).version, AuditEntry.objects.filter(verb="import_confirmed").count()) == (2, 1)
