"""Reads a trust and a PDF from standard input, writes the verdict as JSON (`python -m`, see guarded)."""

import json
import logging
import resource
import sys

from django.conf import settings

MEMORY = 2 * 1024**3
"""Address space of one judgement in bytes."""


def main() -> None:
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    settings.configure(USE_I18N=False)
    logging.disable(logging.CRITICAL)
    from signatures.verification import Trust, verify

    head, _newline, pdf = sys.stdin.buffer.read().partition(b"\n")
    verdict = verify(pdf, Trust.from_json(json.loads(head)))
    sys.stdout.write(json.dumps(verdict.as_json()))


if __name__ == "__main__":
    main()
