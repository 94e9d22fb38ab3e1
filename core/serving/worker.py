"""One background worker: jobs in the main thread; its beat, the clocks and the audit sequencer beside it."""

import logging
import signal
import threading
import time

from django.db import DatabaseError, close_old_connections, connection
from django.dispatch import receiver
from django.utils.crypto import get_random_string
from django.utils.module_loading import autodiscover_modules
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.management.commands.db_worker import Worker as Queue
from django_tasks_db.models import DBTaskResult

from core import jobs, tick

logger = logging.getLogger(__name__)

LOOK = 0.25  # seconds between two looks into an empty queue
BACK_OFF = 2  # seconds to wait after the database did not answer
MINUTE = 60


@receiver(task_finished)
def job_finished(task_result, **kwargs):
    """A failed job is tried again as its mark allows."""
    if task_result.status == TaskResultStatus.FAILED:
        jobs.try_again_or_give_up(task_result.db_result)


class Worker:
    """Runs until `stop`; a job under way is finished first."""

    def __init__(self, name=None):
        self.name = name or f"w{get_random_string(16)}"
        self.stopping = threading.Event()
        self.queue = Queue(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.name,
        )

    def run(self):
        """Take jobs until told to stop."""
        autodiscover_modules("tasks", "clocks")
        jobs.start_worker(self.name)
        threads = [threading.Thread(target=part, name=part.__name__) for part in (self.beat, self.clocks, self.audit)]
        for thread in threads:
            thread.start()
        try:
            self.work()
        finally:
            self.stop()
            for thread in threads:
                thread.join()
            jobs.stop_worker(self.name)

    def stop(self, *_signal):
        self.stopping.set()
        self.queue.running = False

    def work(self):
        while not self.stopping.is_set():
            if self.guarded(self.take) is False:
                self.stopping.wait(LOOK)

    def take(self):
        """Run everything that is ready; False when nothing was."""
        if not DBTaskResult.objects.ready().exists():
            return False
        self.queue.run()
        return True

    def beat(self):
        """Write the beat and take up the jobs of the dead, also those of a predecessor killed a moment ago."""
        self.repeat(self.beat_once, jobs.BEAT)

    def beat_once(self):
        jobs.beat(self.name)
        jobs.reap()

    def clocks(self):
        """Fire what is due at once, then at the start of each minute."""
        while not self.stopping.is_set():
            self.guarded(tick.run_due)
            self.stopping.wait(MINUTE - time.time() % MINUTE)
        connection.close()

    def audit(self):
        """Give committed entries their place in the tree."""
        from core.audit import sequencer

        while not self.stopping.is_set():
            self.guarded(lambda: sequencer.run(self.stopping))
        connection.close()

    def repeat(self, function, every):
        while not self.stopping.is_set():
            self.guarded(function)
            self.stopping.wait(every)
        connection.close()

    def guarded(self, function):
        """Call it; a database that does not answer is waited for, not died of."""
        try:
            return function()
        except DatabaseError:
            logger.warning("worker: the database does not answer", exc_info=True)
            close_old_connections()
            self.stopping.wait(BACK_OFF)
            return None


def work():
    """Run one worker until SIGINT or SIGTERM."""
    worker = Worker()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, worker.stop)
    worker.run()
