from __future__ import annotations

import importlib

from django.apps import AppConfig


class NrmConfig(AppConfig):
    """The project itself: commands and system checks that belong to no app."""

    name = "nrm"

    def ready(self) -> None:
        importlib.import_module("nrm.checks")
