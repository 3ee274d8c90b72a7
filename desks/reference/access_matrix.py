from __future__ import annotations

ROWS_NOTE = METHOD_NOTE = ""


def expectations():
    return []
