from __future__ import annotations

import importlib
import sys

from django.apps import AppConfig
from django.conf import settings

from nrm.observe.lines import log_uncaught


class NrmConfig(AppConfig):
    """The project itself: commands and system checks that belong to no app."""

    name = "nrm"

    def ready(self) -> None:
        importlib.import_module("nrm.checks")
        if settings.INSTALLATION:  # a command that fails prints what failed, not the rows it failed on
            sys.excepthook = log_uncaught
