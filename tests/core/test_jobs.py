"""Background work: enqueued with the act, tried again, taken up when its worker died."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from core import jobs
from core.models import Worker as WorkerRow
from core.serving.worker import Worker
from core.signals import job_failed
from tests.house_process import database_address, start_manage, stop, wait_until

CALLS = []


@task()
@jobs.retry(attempts=3, backoff=60)
def stumble(times):
    CALLS.append(times)
    if len(CALLS) <= times:
        raise ValueError("not yet")
    return len(CALLS)


@task()
def fail_at_once():
    CALLS.append("failed")
    raise ValueError("never")


@task()
def stop_in_the_middle():
    CALLS.append("stopped")
    raise SystemExit(1)


@task()
def sleep_once(path):
    """Write the worker's process id and hang the first time; say so the second time."""
    with open(path, "a") as notes:
        notes.write(f"{os.getpid()}\n")
        notes.flush()
    with open(path) as notes:
        if len(notes.readlines()) == 1:
            time.sleep(600)


@pytest.fixture(autouse=True)
def forget_calls():
    CALLS.clear()


def run_ready():
    Worker("test").queue.run()


def let_time_pass():
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))


def failures():
    heard = []

    def hear(sender, args, kwargs, job_id, **_signal):
        heard.append((sender, args, kwargs, job_id))

    job_failed.connect(hear)
    return heard, lambda: job_failed.disconnect(hear)


@pytest.fixture
def given_up():
    heard, stop = failures()
    yield heard
    stop()


@pytest.mark.django_db(transaction=True)
def test_rolled_back_act_takes_its_job_back():
    with transaction.atomic():
        stumble.enqueue(0)
        transaction.set_rollback(True)
    assert DBTaskResult.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_failed_job_is_tried_again_later_under_the_same_id(given_up):
    result = stumble.enqueue(2)
    run_ready()
    job = DBTaskResult.objects.get(pk=result.id)
    assert (job.status, CALLS, job.finished_at) == (TaskResultStatus.READY, [2], None)
    assert 55 < (job.run_after - timezone.now()).total_seconds() <= 60
    run_ready()
    assert CALLS == [2]
    let_time_pass()
    run_ready()
    job.refresh_from_db()
    assert 115 < (job.run_after - timezone.now()).total_seconds() <= 120
    let_time_pass()
    run_ready()
    job.refresh_from_db()
    assert (job.status, job.return_value, len(job.worker_ids)) == (TaskResultStatus.SUCCESSFUL, 3, 3)
    assert given_up == []


@pytest.mark.django_db(transaction=True)
def test_job_is_given_up_after_its_attempts_and_announced(given_up):
    result = stumble.enqueue(times=9)
    for _attempt in range(5):
        run_ready()
        let_time_pass()
    assert CALLS == [9, 9, 9]
    assert DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.FAILED
    assert given_up == [("tests.core.test_jobs.stumble", [], {"times": 9}, result.id)]


@pytest.mark.django_db(transaction=True)
def test_unmarked_job_is_tried_once(given_up):
    result = fail_at_once.enqueue()
    run_ready()
    assert (CALLS, given_up) == (["failed"], [("tests.core.test_jobs.fail_at_once", [], {}, result.id)])


@pytest.mark.django_db(transaction=True)
def test_job_interrupted_by_a_stopping_worker_is_put_back(given_up):
    result = stop_in_the_middle.enqueue()
    queue = Worker("test").queue
    queue.batch, queue.max_tasks = False, 1
    queue.run()
    assert DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.READY
    assert given_up == []


def running(worker_ids, **fields):
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="tests.core.test_jobs.fail_at_once",
        backend_name="default",
        run_after=timezone.now(),
        worker_ids=worker_ids,
        **fields,
    )


def dead_process():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("host", "pid", "age", "status"),
    [
        ("here", "mine", 0, TaskResultStatus.RUNNING),
        ("here", "dead", 0, TaskResultStatus.READY),
        ("here", "mine", 31, TaskResultStatus.READY),
        ("elsewhere", "dead", 0, TaskResultStatus.RUNNING),
        ("elsewhere", "dead", 31, TaskResultStatus.READY),
    ],
)
def test_only_jobs_of_dead_workers_are_taken_up(host, pid, age, status):
    WorkerRow.objects.create(
        name="w1",
        host=socket.gethostname() if host == "here" else "another-machine",
        pid=os.getpid() if pid == "mine" else dead_process(),
        beat_at=timezone.now() - timedelta(seconds=age),
    )
    job = running(["w1"])
    assert jobs.reap() == (status == TaskResultStatus.READY)
    job.refresh_from_db()
    assert job.status == status


@pytest.mark.django_db
def test_job_that_kills_every_worker_is_given_up(given_up):
    job = running(["a", "b", "c"])
    assert jobs.reap() == 1
    job.refresh_from_db()
    assert (job.status, job.exception_class_path) == (TaskResultStatus.FAILED, "core.jobs.WorkerDied")
    assert given_up == [("tests.core.test_jobs.fail_at_once", [], {}, str(job.pk))]


@pytest.mark.django_db
def test_job_taken_by_somebody_else_meanwhile_is_left_alone():
    job = running(["a"])
    DBTaskResult.objects.filter(pk=job.pk).update(worker_ids=["a", "b"])
    assert jobs.put_back(job, timedelta(0)) == 0


def work(tmp_path):
    """A worker in its own process, on the database of this test."""
    return start_manage("work", log=tmp_path / "log", DATABASE_URL=database_address(connection))


@pytest.mark.django_db(transaction=True)
def test_work_of_a_killed_worker_is_done_by_the_next(tmp_path):
    notes = tmp_path / "notes"
    result = sleep_once.enqueue(str(notes))
    first = work(tmp_path)
    try:
        wait_until(lambda: notes.exists() and notes.read_text() == f"{first.pid}\n", why=(tmp_path / "log").read_text)
    finally:
        stop(first, signal.SIGKILL)
    second = work(tmp_path)
    try:
        wait_until(
            lambda: DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.SUCCESSFUL,
            why=(tmp_path / "log").read_text,
        )
    finally:
        stop(second)
    assert notes.read_text() == f"{first.pid}\n{second.pid}\n"
    assert second.returncode == 0
    assert len(DBTaskResult.objects.get(pk=result.id).worker_ids) == 2
