"""Background work on django-tasks, and what that lacks: retries, a beat of each worker, jobs of the dead taken up.

A room writes `<app>/tasks.py`:

    @task()
    @retry(attempts=5, backoff=30)
    def mail_notices(person_id): ...

    mail_notices.enqueue(person.pk)      # inside the act's transaction: a roll-back takes the job back

Arguments are ids; a job may run twice (its worker may die after the work and before the note of it), so it asks first
whether there is still something to do. The row keeps its id through all attempts, so a page can follow it.
"""

import os
import socket
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus

from core.signals import job_failed

BEAT = 5  # seconds between two beats of a worker
LEASE = timedelta(seconds=30)  # without a beat for so long a worker counts as dead
ATTEMPTS = 3  # how often a job may take its worker down before it is given up
LONGEST_WAIT = timedelta(hours=1)
INTERRUPTIONS = {"builtins.SystemExit", "builtins.KeyboardInterrupt"}


@dataclass(frozen=True)
class Retry:
    """How often to try and how long to wait in seconds after the first failure; the wait doubles each time."""

    attempts: int
    backoff: float

    def wait(self, attempt):
        return min(timedelta(seconds=self.backoff * 2 ** (attempt - 1)), LONGEST_WAIT)


ONCE = Retry(1, 0)


def retry(*, attempts=5, backoff=30):
    """Mark a job, below @task(), to be tried again when it raises: `attempts` times in all, waits doubling."""

    def mark(function):
        function.retry = Retry(attempts, backoff)
        return function

    return mark


def policy_of(job):
    """The retry mark of a job's function; one attempt when it has none or no longer exists."""
    try:
        return getattr(job.task.func, "retry", ONCE)
    except (ImportError, SuspiciousOperation):
        return ONCE


def is_under_way(job):
    """Whether such a job already waits or runs: a clock need not ask for it twice."""
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(task_path=job.module_path).exclude(finished_at__isnull=False).exists()


def try_again_or_give_up(job):
    """Put a job (DBTaskResult) that just failed back in the queue when its mark allows, else announce the failure.

    A job whose worker was told to stop in the middle is put back at once: that was no fault of its own.
    """
    policy, attempt = policy_of(job), len(job.worker_ids)
    if job.exception_class_path in INTERRUPTIONS:
        put_back(job, timedelta(0))
    elif attempt < policy.attempts:
        put_back(job, policy.wait(attempt))
    else:
        announce_failure(job)


def put_back(job, wait):
    """Make the row ready to be taken again after the wait, unless somebody else changed it meanwhile."""
    rows = type(job).objects.filter(pk=job.pk, status=job.status, worker_ids=job.worker_ids)
    return rows.update(status=TaskResultStatus.READY, finished_at=None, run_after=timezone.now() + wait)


def announce_failure(job):
    """Tell the rooms that a job is given up, so that its owner learns of it."""
    arguments = job.args_kwargs
    job_failed.send(sender=job.task_path, args=arguments["args"], kwargs=arguments["kwargs"], job_id=str(job.pk))


def start_worker(name):
    """Write the first beat of a worker of this process and return its row."""
    from core.models import Worker

    return Worker.objects.create(name=name, host=socket.gethostname(), pid=os.getpid())


def beat(name):
    """Write one beat of this worker."""
    from core.models import Worker

    Worker.objects.filter(name=name).update(beat_at=timezone.now())


def stop_worker(name):
    """Take the worker's row away: it went in good order."""
    from core.models import Worker

    Worker.objects.filter(name=name).delete()


def living_workers(now=None):
    """Names of workers with a fresh beat whose process, when it is on this machine, still exists."""
    from core.models import Worker

    fresh = Worker.objects.filter(beat_at__gt=(now or timezone.now()) - LEASE)
    return {worker.name for worker in fresh if exists(worker)}


def exists(worker):
    """Whether the worker's process is there; True for other machines, where only the beat can tell."""
    if worker.host != socket.gethostname():
        return True
    try:
        os.kill(worker.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def reap(now=None):
    """Take up the jobs of dead workers: ready again, or given up after ATTEMPTS. Return how many were taken up."""
    from django_tasks_db.models import DBTaskResult

    living = living_workers(now)
    reaped = 0
    for job in DBTaskResult.objects.running():
        if not living.intersection(job.worker_ids[-1:]):
            reaped += bury(job) if is_deadly(job) else put_back(job, timedelta(0))
    return reaped


def is_deadly(job):
    """Whether the job took down as many workers as it may."""
    return len(job.worker_ids) >= max(ATTEMPTS, policy_of(job).attempts)


def bury(job):
    """Give up a job that took down its worker again and again (a render bomb, memory run out)."""
    with transaction.atomic():
        rows = type(job).objects.filter(pk=job.pk, status=job.status, worker_ids=job.worker_ids)
        done = rows.update(
            status=TaskResultStatus.FAILED,
            finished_at=timezone.now(),
            exception_class_path="core.jobs.WorkerDied",
            traceback=f"The worker died {len(job.worker_ids)} times while running this job.",
        )
        if done:
            announce_failure(job)
    return done


class WorkerDied(Exception):
    """Noted on jobs whose worker died each time it ran them."""
