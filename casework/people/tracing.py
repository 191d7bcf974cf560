"""Keeping a trace of what a save replaced, and what she asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from casework.core import clock
from casework.core.i18n import LANGUAGES, use_language
from casework.people.actions import Person
from casework.people.answers import facts_of
from casework.people.corrected import Answerable, Asked, Change, Traced, Was
from casework.people.filling import answers_in
from casework.people.forms_record import SAFE_ACCOMMODATION
from casework.people.part_form import PartForm
from casework.vault.sealed import SealedRow

PLAN, NOTES, TRAINING, NOW, BUSINESS = "plan", "notes", "training", "now", "business"
"""What can be corrected beside the parts."""

PHONE = "phone"
WORDS_FOR_THE_PHONE = frozenset({"safe_word", "stop_word", "if_other_answers"})
"""Agreed with her, not told by her: of these no earlier ones are kept."""

SHELTER = frozenset({"present_palika", "present_ward", "present_tole"})
"""The address of safe accommodation is kept nowhere, not as an earlier answer either."""

Read = Mapping[str, tuple[str, ...]]
"""Question -> its answer as it is read in each language."""


def host_of(person: Person, part: str) -> Answerable:
    """The head that keeps what was corrected in a part. For the parts that a partner may read through a
    share it is the record, which is never shared: what she took back goes to nobody."""
    own = {"wellbeing": person.wellbeing, "journey": person.journey, "more": person.harm}
    return own.get(part) or person.record


def as_read(plain: Mapping[str, Any], form: type[PartForm]) -> Read:
    """The answers of a part as a reader would find them, but for the words for the phone."""
    told = answers_in(dict(plain), form)

    def texts() -> dict[str, str]:
        made = facts_of(form(formdata=None, data=told))
        return {name: fact.text for name, fact in made if name not in WORDS_FOR_THE_PHONE}

    number = {PHONE: (str(plain[PHONE]),)} if plain.get(PHONE) else {}
    return {**in_each_language(texts), **number}


def in_each_language(texts: Callable[[], Mapping[str, str]]) -> Read:
    """What is said, in Nepali and in English."""
    said = []
    for lang in LANGUAGES:
        with use_language(lang):
            said.append(texts())
    return {name: tuple(one.get(name, "") for one in said) for name in said[0]}


def replaced(before: Read, after: Read) -> tuple[Was, ...]:
    """The answers that stood there and read otherwise now. Where there was none, nothing is lost."""
    return tuple(
        Was(name, said[0], said[-1] if said[-1] != said[0] else "")
        for name, said in before.items()
        if said[0] and after.get(name) != said
    )


def keep_trace(
    row: Traced,
    part: str,
    was: tuple[Was, ...],
    *,
    by: UUID,
    about: UUID | None = None,
    asked: UUID | None = None,
) -> None:
    """Keep what stood there. What somebody changes again on the same day has one trace: of that morning."""
    if not was:
        return
    new = Change(part, clock.today(), by, was, about, asked)
    last = row.earlier[-1] if row.earlier else None
    if last is not None and replace(new, was=last.was) == last:
        known = {one.question for one in last.was}
        new = replace(last, was=(*last.was, *(one for one in was if one.question not in known)))
        row.earlier = (*row.earlier[:-1], new)
    else:
        row.earlier = (*row.earlier, new)
    row.make_room()


def trace_part(
    person: Person, part: str, before: Read, after: Read, *, by: UUID, about: UUID | None = None
) -> None:
    """Keep what a save of a part replaced, and link it to what she asked for today."""
    host, was = host_of(person, part), replaced(before, after)
    if part == "record" and person.record.dwelling == SAFE_ACCOMMODATION:
        was = tuple(one for one in was if one.question not in SHELTER)
        _forget_shelter(host)
    keep_trace(host, part, was, by=by, about=about, asked=asked_today(host, part, by))


def _forget_shelter(host: Answerable) -> None:
    """An address that was written before it was said what place that is may be the shelter's."""
    left = (replace(one, was=tuple(w for w in one.was if w.question not in SHELTER)) for one in host.earlier)
    host.earlier = tuple(one for one in left if one.was)


@contextmanager
def traced(person: Person, part: str, row: SealedRow, form: type[PartForm], *, by: UUID) -> Iterator[None]:
    """Keep what is replaced in a row of her file within the block."""
    plain = row.plain()
    yield
    if row.plain() is not plain:
        trace_part(person, part, as_read(plain, form), as_read(row.plain(), form), by=by)


def asked_today(host: Answerable, part: str, by: UUID) -> UUID | None:
    """The correction that she asked somebody for today, if it was to be made."""
    day = clock.today()
    found = (one for one in reversed(host.asked) if (one.part, one.on, one.by) == (part, day, by))
    return next((one.id for one in found if not one.refused), None)


def ask(person: Person, *, asked_id: UUID, part: str, says: str, by: UUID, refused: str = "") -> None:
    """Write down that she asks for a correction. Sent twice it stands there once."""
    host = host_of(person, part)
    if all(one.id != asked_id for one in host.asked):
        host.asked = (*host.asked, Asked(asked_id, part, says, clock.today(), by, refused))


def corrections_in(hosts: Iterable[Answerable]) -> dict[UUID, Asked]:
    """All that she asked for in some heads, by its id."""
    return {one.id: one for host in hosts for one in host.asked}
