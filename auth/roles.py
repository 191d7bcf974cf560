"""Role -> permissions: the one table of who may do what, for a manager to read.

A permission opens a door; which files lie behind it is decided by `visible_to`.
"""

from __future__ import annotations

from enum import StrEnum

from auth.policy import Permission
from casework.core.i18n import _l

P = Permission


class Role(StrEnum):
    """What somebody is in her organisation. One person may have two that go together."""

    CASEWORKER = "caseworker"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"
    OFFICER = "statistics_officer"
    MANAGER = "programme_manager"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


LABELS = {
    Role.CASEWORKER: _l("Caseworker"),
    Role.SUPERVISOR: _l("Supervisor"),
    Role.COORDINATOR: _l("Coordinator"),
    Role.OFFICER: _l("Statistics officer"),
    Role.MANAGER: _l("Programme manager"),
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.AUDITOR: _l("Auditor"),
}

_EVERYONE = {P.OWN_ACCOUNT}
_FILES = {P.DAY, P.FILES_READ, P.FILES_WRITE, P.FILES_OPEN, P.CONSENT, P.OUTCOMES, P.KEYS_WAITING}

PERMISSIONS: dict[Role, frozenset[P]] = {
    Role.CASEWORKER: frozenset(_EVERYONE | _FILES | {P.PLAN, P.REFER, P.TALKS_RECEIVE}),
    Role.SUPERVISOR: frozenset(
        _EVERYONE | _FILES | {P.PLAN, P.REFER, P.TALKS_RECEIVE, P.ASSIGN, P.IMPORT, P.AUDIT_READ, P.STEWARD}
    ),
    Role.COORDINATOR: frozenset(
        _EVERYONE | _FILES | {P.REFERRALS_RECEIVE, P.TALKS_ASK, P.TRAINING, P.AUDIT_READ, P.STEWARD}
    ),
    Role.OFFICER: frozenset(_EVERYONE | {P.RELEASE, P.TABLES, P.STEWARD, P.KEYS_WAITING}),
    Role.MANAGER: frozenset(_EVERYONE | {P.TABLES, P.TARGETS, P.TOKENS}),
    Role.ADMINISTRATOR: frozenset(_EVERYONE | {P.ACCOUNTS, P.DIRECTORY}),
    Role.AUDITOR: frozenset(_EVERYONE | {P.PROGRAMME_AUDIT}),
}

ROLES_OF_KIND: dict[str, frozenset[Role]] = {
    "partner": frozenset({Role.CASEWORKER, Role.SUPERVISOR, Role.ADMINISTRATOR}),
    "network": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "office": frozenset({Role.OFFICER, Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR}),
}
"""Which roles an organisation of each kind can give."""

ALONE = frozenset({Role.OFFICER, Role.MANAGER, Role.AUDITOR})
"""These three exclude each other: whoever makes the numbers, reads them or checks the work."""

STEWARDS = frozenset({Role.SUPERVISOR, Role.COORDINATOR, Role.OFFICER})
"""Who founds a ring and admits others to it."""

RING_HOLDERS = STEWARDS | {Role.CASEWORKER}
"""Who belongs to the ring of her organisation. Nobody else ever holds a key."""


SECOND_STEP = STEWARDS | {Role.MANAGER, Role.ADMINISTRATOR}
"""Whose sign-in needs a second step: who lets others in, makes links for new passphrases, or reads the
numbers of the whole programme."""


def permissions_of(roles: frozenset[Role]) -> frozenset[P]:
    """All that a person with these roles may do."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))


def may_hold(kind: str, roles: frozenset[Role]) -> bool:
    """Whether one person of an organisation of this kind may have these roles together."""
    return bool(roles) and roles <= ROLES_OF_KIND[kind] and len(roles & ALONE) <= 1
