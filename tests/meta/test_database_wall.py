"""What the database itself refuses, read from its catalogue: append-only tables and the app role."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from nrm.audit.guarded import ImmutableModel
from tests.source import PACKAGES

pytestmark = pytest.mark.django_db

OURS = [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]
APPEND_ONLY = sorted({"audit_event"} | {model._meta.db_table for model in OURS if issubclass(model, ImmutableModel)})


def ask(sql: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_app_role_may_only_read_and_add(table):
    held = {
        privilege
        for privilege in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
        if ask("select has_table_privilege('nrm_app', %s, %s)", table, privilege)[0][0]
    }

    assert held == {"SELECT", "INSERT"}


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_trigger_refuses_changes_whoever_asks(table):
    triggers = ask(
        """select tgname, tgenabled::text, pg_get_triggerdef(oid) from pg_trigger
           where tgrelid = %s::regclass and not tgisinternal""",
        table,
    )

    refusing = [(name, enabled) for name, enabled, text in triggers if "nrm_refuse_change" in text]
    assert len(refusing) == 1
    assert refusing[0][1] in {"O", "A"}
    definition = next(text for _, _, text in triggers if "nrm_refuse_change" in text)
    assert "BEFORE DELETE OR UPDATE" in definition


def test_every_partition_of_the_record_is_as_closed_as_the_record():
    partitions = [
        name
        for (name,) in ask("select inhrelid::regclass::text from pg_inherits where inhparent = 'audit_event'::regclass")
    ]

    open_ones = [
        (partition, privilege)
        for partition in partitions
        for privilege in ("UPDATE", "DELETE", "TRUNCATE")
        if ask("select has_table_privilege('nrm_app', %s, %s)", partition, privilege)[0][0]
    ]

    assert len(partitions) >= 13
    assert open_ones == []


def test_app_role_owns_nothing_and_walks_round_nothing():
    roles = ask("select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'nrm_app'")
    owned = ask(
        """select relname from pg_class join pg_namespace n on n.oid = relnamespace
           where relowner = 'nrm_app'::regrole and n.nspname = 'public'"""
    )
    above = ask("select roleid::regrole::text from pg_auth_members where member = 'nrm_app'::regrole")

    assert roles == [(False, False, False, False)]
    assert owned == []
    assert above == []


def test_app_role_may_not_truncate_any_table():
    tables = [model._meta.db_table for model in OURS]

    assert [t for t in tables if ask("select has_table_privilege('nrm_app', %s, 'TRUNCATE')", t)[0][0]] == []


def test_functions_that_run_as_their_owner_name_their_search_path():
    loose = ask(
        """select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and prosecdef
             and not exists (select 1 from unnest(coalesce(proconfig, '{}')) c where c like 'search_path=%%')"""
    )

    assert loose == []


def test_tests_run_as_the_app_role():
    assert ask("select current_user") == [("nrm_app",)]
