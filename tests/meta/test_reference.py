"""docs/reference/ says what the code says."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from desks.reference import pages


def test_generated_pages_are_current():
    assert pages.differences() == ""


def test_check_fails_with_a_diff_when_a_page_is_stale(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "FOLDER", tmp_path)
    pages.write(tmp_path)
    (tmp_path / "states.md").write_text("# Old\n")
    (tmp_path / "stray.md").write_text("# Stray\n")

    found = pages.differences(tmp_path)

    assert "-# Old\n" in found
    assert "+# States\n" in found
    assert "stray.md: no page of that name is generated" in found


def test_check_passes_and_says_so_when_pages_are_current():
    out = io.StringIO()

    call_command("write_reference", "--check", stdout=out)

    assert out.getvalue() == "docs/reference/ is current.\n"


def test_check_is_an_error_of_the_command(monkeypatch):
    monkeypatch.setattr(pages, "differences", lambda: "-old\n+new\n")

    with pytest.raises(CommandError, match="not current"):
        call_command("write_reference", "--check", stdout=io.StringIO())


def test_pages_are_the_same_whenever_they_are_made():
    assert {name: make() for name, make in pages.PAGES.items()} == {name: make() for name, make in pages.PAGES.items()}
