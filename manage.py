#!/usr/bin/env python
"""Django's command line, which sees to it first that the command has its database and its broker."""

import os
import sys


def main() -> None:
    """Check the addresses, start the embedded servers that the command needs, run the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brusoc.settings")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415

        from brusoc import embedded, environment  # noqa: PLC0415
    except ImportError as error:
        sys.exit(f"manage.py: {error}. Run `make install` once, then .venv/bin/python manage.py.")
    try:
        environment.load()
        environment.check(os.environ)
        embedded.ensure(sys.argv[1:])
    except environment.Malformed as problem:
        print(f"manage.py: {problem}", file=sys.stderr)
        sys.exit(2)
    except embedded.EmbeddedError as problem:
        sys.exit(f"manage.py: {problem}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
