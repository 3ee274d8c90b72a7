"""Reference pages of access and the record: who may what, and what is written down of it."""

from __future__ import annotations

from desks.reference.access_matrix import METHOD_NOTE, ROWS_NOTE, expectations
from desks.reference.markdown import code, page, table
from nrm.access.actors import SYSTEM_PERMISSIONS
from nrm.access.guardian import GRANTABLE, grants_due_to
from nrm.access.permissions import Permission
from nrm.access.roles import MAY_GIVE, ROLES, Role
from nrm.access.third_party import THIRD_PARTY
from nrm.audit.events import PAYLOADS, Event, Payload
from nrm.wiring import STATE_POLICIES


def access() -> str:
    """Roles with their prose, permissions and capacities; permissions with the policies of state."""
    return page(
        "Access",
        "Role → permissions, from `nrm/access/roles.py`. A role is held through a membership of one organisation; a "
        "case is seen when that organisation is an active party of it in one of the role's capacities. Guardian holds "
        f"reach only, on organisations only; the grants there can be: {code(sorted(GRANTABLE))}.",
        "## Roles",
        *(_role(role) for role in Role),
        "## Permissions",
        table(
            ["permission", "held by", "asks the state of the thing"],
            [(code([p]), _holders(p), code([STATE_POLICIES[p]]) if p in STATE_POLICIES else "–") for p in Permission],
        ),
        "## Parts of the system that act",
        table(["name", "permissions"], [(name.value, code(sorted(held))) for name, held in SYSTEM_PERMISSIONS.items()]),
        "## Routes that are not ours",
        "From `nrm/access/third_party.py`; every other route declares its permission, or why it is public, itself.",
        table(["URL name", "why it may open"], [(code([name]), why) for name, why in THIRD_PARTY.items()]),
    )


def access_matrix() -> str:
    """Who gets which answer at which address, as the access matrix test runs it."""
    rows: dict[tuple[str, str], dict[int, list[str]]] = {}
    for row in expectations():
        rows.setdefault((row.url_name, row.method), {}).setdefault(row.expected, []).append(row.persona)
    return page(
        "Access matrix",
        f"{ROWS_NOTE} {METHOD_NOTE} The same table as CSV: `manage.py access_matrix --format csv`.",
        table(
            ["URL name", "method", "status", "personas"],
            [
                (code([name]), method, status, ", ".join(personas))
                for (name, method), answers in rows.items()
                for status, personas in sorted(answers.items())
            ],
        ),
    )


def audit_events() -> str:
    """Every event of the record with its payload and who sees it."""
    return page(
        "Audit events",
        "Every event of the record, from `nrm/audit/events.py`. A payload holds ids, codes and names of fields, never "
        "free text about people. The timeline column says who, beside the competent authority, sees the event on a "
        "case's timeline.",
        table(
            ["event", "kind", "sentence", "payload", "timeline"],
            [_event(event, PAYLOADS[event]) for event in Event],
        ),
    )


def _role(role: Role) -> str:
    spec = ROLES[role]
    facts = [
        ("may be held in", ", ".join(sorted(kind.value.replace("_", " ") for kind in spec.kinds))),
        ("sees cases as", ", ".join(sorted(c.value.replace("_", " ") for c in spec.capacities)) or "no case"),
        ("permissions", code(sorted(spec.permissions))),
        ("gives, changes and ends", ", ".join(sorted(MAY_GIVE.get(role, ()))) or "no role"),
        ("granted on its organisation", code(sorted(grants_due_to(role)))),
    ]
    return f"### {spec.title} (`{role.value}`)\n\n{spec.prose}\n\n" + table(["", ""], facts)


def _holders(permission: Permission) -> str:
    return ", ".join(role.value for role in Role if permission in ROLES[role].permissions) or "nobody"


def _event(event: Event, shape: Payload) -> tuple[str, ...]:
    fields = [f"`{name}` {_type(kind)}" for name, kind in shape.fields.items()]
    if shape.timeline is None:
        timeline = "not shown"
    else:
        timeline = ", ".join(sorted(shape.timeline)) or "the competent authority only"
    if shape.is_kept_from_authority:
        timeline += "; not the competent authority"
    return code([event]), "read" if shape.is_read else "write", shape.sentence, ", ".join(fields) or "–", timeline


def _type(kind: type | tuple[type, ...]) -> str:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return " or ".join("nothing" if one is type(None) else one.__name__ for one in kinds)
