from __future__ import annotations

import importlib

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "nrm.accounts"
    label = "accounts"

    def ready(self) -> None:
        # Not at the top: it needs the models, and this file is read before there are any.
        importlib.import_module("nrm.accounts.signin").connect()
