from __future__ import annotations

from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "desks"
