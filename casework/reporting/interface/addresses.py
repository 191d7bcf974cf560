"""What programs can ask for, said once: the description for programs and the page for people come of it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel.speaklater import LazyString

from casework.core.i18n import _l
from casework.reporting.categories import Dimension
from casework.reporting.lattice import Measure
from casework.reporting.out.asked import FOR
from casework.reporting.out.audience import Audience
from casework.reporting.words import BY, OF


@dataclass(frozen=True)
class Parameter:
    """A word of an address. `one_of` are the words that can follow it; of some any number may stand there."""

    name: str
    what: LazyString
    one_of: tuple[str, ...] = ()
    required: bool = False
    several: bool = False


@dataclass(frozen=True)
class Address:
    """A path, what it answers, and the name of the schema of its answer."""

    path: str
    what: LazyString
    schema: str
    parameters: tuple[Parameter, ...] = ()


_WORDS = (
    Parameter(OF, _l("What is counted."), tuple(one.value for one in Measure), required=True),
    Parameter(BY, _l("By what it is cut, in the order of the cells."), tuple(Dimension), several=True),
    *(
        Parameter(one.value, _l("Only these codes of a dimension; of several it is their sum."), several=True)
        for one in Dimension
    ),
    Parameter(FOR, _l("For donors: nothing below 11, the rest rounded to 5."), tuple(Audience)),
)

ADDRESSES = (
    Address("/api/v1/table", _l("One table, with its notes."), "Table", _WORDS),
    Address("/api/v1/tables", _l("All tables that there are, each in the words that ask for it."), "Tables"),
    Address("/api/v1/dimensions", _l("All dimensions with their codes, in both languages."), "Dimensions"),
    Address(
        "/api/v1/releases",
        _l("The latest release, and the fiscal years that no release changes any more."),
        "Releases",
    ),
    Address("/api/v1/openapi.json", _l("This description for programs (OpenAPI 3.1)."), "Description"),
)
