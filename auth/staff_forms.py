"""The forms of organisations and of the people who work in them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from wtforms.validators import ValidationError

from auth.accounts import LOGIN
from auth.errors import LastOfSmallRing
from auth.models import OrganisationKind
from auth.organisations import Particulars
from auth.roles import LABELS, ROLES_OF_KIND, Role, may_hold
from casework.core.forms import ChoiceField, ChoicesField, Creates, Form, NumbersField, TextField, TickField
from casework.core.i18n import _l

KINDS = {
    OrganisationKind.PARTNER: _l("Partner organisation"),
    OrganisationKind.NETWORK: _l("Returnee network"),
    OrganisationKind.OFFICE: _l("Programme office"),
}


def _roles_of(kind: OrganisationKind) -> list[tuple[str, Any]]:
    return [(role.value, LABELS[role]) for role in Role if role in ROLES_OF_KIND[kind.value]]


class RolesForm(Form):
    """What somebody is in her organisation, of the given kind."""

    never_kept = frozenset({"roles"})

    roles = ChoicesField(
        _l("What she does"), required=_l("Please choose what she does."), control="checkboxes"
    )

    def __init__(self, *args: Any, kind: OrganisationKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.roles.source = _roles_of(kind)

    @property
    def chosen(self) -> frozenset[Role]:
        """The roles that were ticked."""
        return frozenset(Role(value) for value in self.roles.data)

    def validate_roles(self, field: Any) -> None:
        """Roles that go together."""
        if field.data and not may_hold(self.kind.value, self.chosen):
            raise ValidationError(_l("One person cannot have these roles together."))


class LeaveForm(Form):
    """Leave is taken of somebody. While files are with her, or she `alone` has the keys of some, it has to
    be said that it cannot wait."""

    anyway = TickField(_l("It cannot wait: close the account now. Her files are handed over afterwards."))

    def __init__(self, *args: Any, files: int, alone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.files, self.alone = files, alone

    def validate_anyway(self, field: Any) -> None:
        """Her files first, or knowingly later."""
        if self.files and not field.data:
            raise ValidationError(_l("Please hand her files over first, or say that it cannot wait."))
        if self.alone and not field.data:
            raise ValidationError(LastOfSmallRing.message)


class InviteForm(Creates, RolesForm):
    """Somebody new. `new_id` is her account's."""

    name_ne = TextField(_l("Her name in Nepali"), length=120, required=True)
    name_en = TextField(_l("Her name in English"), length=120, required=True)
    login = TextField(
        _l("Sign-in name"),
        length=40,
        size="medium",
        required=_l("Please write a sign-in name."),
        hint=_l("Small Latin letters and digits, such as sita.tamang."),
    )

    def validate_login(self, field: Any) -> None:
        """Letters that every keyboard has."""
        if not LOGIN.fullmatch(field.data):
            raise ValidationError(_l("Please use at least three small Latin letters or digits."))


class ParticularsForm(Form):
    """What an organisation is called, on pages and on paper."""

    name_ne = TextField(_l("Name in Nepali"), length=120, required=True)
    name_en = TextField(_l("Name in English"), length=120, required=True)
    desk_ne = TextField(
        _l("Desk name in Nepali"),
        length=120,
        hint=_l("Under this name its referrals arrive elsewhere. It should tell nothing about its work."),
    )
    desk_en = TextField(_l("Desk name in English"), length=120)
    paper_name = TextField(
        _l("Name on slips of paper"),
        length=120,
        hint=_l("A neutral name that may be found at home without harm."),
    )
    paper_phone = NumbersField(_l("Phone on slips of paper"), length=40, size="medium")
    exit_url = TextField(
        _l("Where quick exit leads"),
        length=200,
        hint=_l("A harmless page, such as the weather. Empty: the page of the weather office."),
    )

    def validate_exit_url(self, field: Any) -> None:
        """A whole address, by HTTPS."""
        parts = urlsplit(field.data or "")
        if field.data and (parts.scheme != "https" or "." not in parts.netloc):
            raise ValidationError(_l("Please write the whole address of the page, beginning with https://"))

    def told(self) -> Particulars:
        """What was written."""
        return Particulars(**{name: getattr(self, name).data for name in Particulars.__dataclass_fields__})


class OrganisationForm(Creates, ParticularsForm):
    """A new organisation. `new_id` is its own."""

    kind = ChoiceField(
        _l("What it is"),
        choices=[(kind.value, KINDS[kind]) for kind in (OrganisationKind.PARTNER, OrganisationKind.NETWORK)],
        required=True,
    )
