#!/usr/bin/env python3
"""Command line of Án Thư."""

import os
import sys


def main():
    if sys.argv[1:2] == ["serve"]:  # the supervisor never loads Django
        from core.serving import supervisor

        sys.exit(supervisor.serve(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
