#!/usr/bin/env python
"""Django's command line, with the database role each command needs."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

# Everything else runs as `nrm_app`: the owner can walk around row security and the append-only record.
OWNER_COMMANDS = frozenset({"migrate", "makemigrations", "load_demo", "dbshell", "sqlmigrate", "flush"})


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nrm.settings.demo")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("NRM_DATABASE_ROLE", "owner")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
