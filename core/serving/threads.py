"""Requests share a few lasting threads, so that database connections live on.

Django gives each asynchronous request a thread of its own, and with it a fresh database connection: 5 to 10 ms and a
cold cache every time. Here a request borrows a thread, the one used last first, and gives it back.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import ThreadSensitiveContext

THREADS = 8  # requests worked on at once in one process; more wait their turn


class LastingThreads:
    """Wraps the HTTP application; each request runs on one borrowed thread."""

    def __init__(self, application, threads=THREADS):
        self.application = application
        self.idle = [ThreadPoolExecutor(1, thread_name_prefix=f"request-{number}") for number in range(threads)]
        self.free = asyncio.Semaphore(threads)

    async def __call__(self, scope, receive, send):
        async with self.free:
            thread = self.idle.pop()
            try:
                async with ThreadSensitiveContext(executor=thread):
                    await self.application(scope, receive, send)
            finally:
                self.idle.append(thread)
