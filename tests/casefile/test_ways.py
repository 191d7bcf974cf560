"""What she says about messages, calls and visits is what the file says."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from casework.core import clock
from casework.core.calendar import to_bs
from casework.people.models import Contact
from casework.vault.heads import the_head
from casework.vault.keyring import keyring
from tests.casefile.first_talk import KEEP, QUESTIONS, agree, open_file, tell_name
from tests.support.browser import Browser
from tests.support.people import World, acting, client_as


def _channels(world: World, case_id: UUID) -> tuple[str, ...]:
    with acting(world.asha) as session:
        keyring(session).open_folders(session, [case_id])
        return the_head(session, Contact, case_id).channels


def test_the_messages_she_said_yes_to_are_known_from_the_first_talk(world: World) -> None:
    case_id = UUID(open_file(client_as(world.asha), "Sita Tamang"))
    assert set(_channels(world, case_id)) == {"call", "sms", "visit"}


def test_a_yes_to_messages_says_to_which(world: World) -> None:
    asha = client_as(world.asha)
    asha.visit("/files/new")
    asha.choose(KEEP, "Yes, you may")
    for question in QUESTIONS:
        asha.choose(question, "Yes, you may")
    page = asha.press("Go on", status=422)
    assert "Please tick at least one" in page


def test_each_of_several_unanswered_questions_is_marked_and_named(world: World) -> None:
    asha = client_as(world.asha)
    asha.visit("/files/new")
    asha.choose(KEEP, "Yes, you may")
    page = asha.press("Go on", status=422)
    summary = next(one for one in page.root.all("div") if one["class"] == "summary")
    lines = [link.text for link in summary.all("a")]
    assert [next(q for q in QUESTIONS if line.startswith(q)) for line in lines] == list(QUESTIONS)
    assert len([one for one in page.root.all("fieldset") if "wrong" in one["class"]]) == len(QUESTIONS)


def test_another_talk_changes_the_ways(world: World) -> None:
    asha = client_as(world.asha)
    case_id = UUID(open_file(asha, "Sita Tamang"))
    asha.visit("consent.talk", case_id=case_id)
    assert "checked" in asha.field("SMS")
    asha.choose("May we send you messages?", "Yes, you may")
    asha.tick("SMS", on=False)
    asha.tick("Viber")
    asha.choose("May we visit you?", "No, please not")
    asha.choose("How did you speak?", "In person")
    asha.fill("In which language was it explained?", "Nepali")
    asha.choose("How did she say it?", "Signature on paper")
    asha.press("Save")
    assert set(_channels(world, case_id)) == {"call", "viber"}


def test_changing_how_to_reach_her_forgets_no_visit(world: World) -> None:
    asha = client_as(world.asha)
    case_id = UUID(open_file(asha, "Sita Tamang"))
    asha.visit("casefile.part", case_id=case_id, name="contact")
    asha.press("Save and back to the file")
    assert "visit" in _channels(world, case_id)


def test_spoken_words_before_nobody_are_not_kept_as_a_yes(world: World) -> None:
    asha = client_as(world.asha)
    agree(asha)
    tell_name(asha, "Sita Tamang")
    asha.choose("Who was there, accepted by her?", "Nobody else was there")
    page = asha.press("Open her file", status=422)
    assert "Without somebody she accepts" in page
    asha.press("Keep only her name and a safe way to reach her for 7 days, until somebody can be there")
    assert "Somebody to sit with her is awaited" in asha.page
    assert "Somebody to sit with her is awaited" in asha.visit(f"{asha.page.path}/consent")


def test_a_signature_needs_nobody_else(world: World) -> None:
    asha = client_as(world.asha)
    agree(asha)
    tell_name(asha, "Sita Tamang")
    asha.choose("How did she say it?", "Signature on paper")
    asha.choose("Who was there, accepted by her?", "Nobody else was there")
    asha.press("Open her file")
    assert "/files/" in asha.page.path


def test_a_spoken_yes_says_who_was_there(world: World) -> None:
    asha = client_as(world.asha)
    agree(asha)
    tell_name(asha, "Sita Tamang")
    for one in asha.page.inputs():
        if one["name"] == "witness":
            one.attributes.pop("checked", None)
    assert "Please say who was there." in asha.press("Open her file", status=422)


def _talk_again(asha: Browser, how: str, who: str = "") -> None:
    case_id = UUID(open_file(asha, "Sita Tamang"))
    asha.visit("consent.talk", case_id=case_id)
    asha.choose("How did you speak?", "In person")
    asha.fill("In which language was it explained?", "Nepali")
    asha.choose("How did she say it?", how)
    if who:
        asha.choose("Who was there, accepted by her?", who)


def test_the_rule_about_a_witness_stands_above_its_question(world: World) -> None:
    asha = client_as(world.asha)
    _talk_again(asha, "Spoken")
    text = asha.page.text
    rule = text.index("Spoken words and a thumbprint need somebody")
    assert rule < text.index("Who was there, accepted by her?")


def test_another_talk_needs_a_witness_as_the_first_did(world: World) -> None:
    asha = client_as(world.asha)
    _talk_again(asha, "Thumbprint on paper")
    page = asha.press("Save", status=422)
    assert "Please say who was there." in page
    assert "Please write the number of the paper form with her thumbprint." in page
    asha.choose("Who was there, accepted by her?", "Nobody else was there")
    assert "Without somebody she accepts" in asha.press("Save", status=422)


def test_a_talk_of_long_ago_is_asked_again_without_losing_what_was_typed(world: World) -> None:
    asha = client_as(world.asha)
    _talk_again(asha, "Spoken", "A colleague")
    long_ago = to_bs(clock.today() - timedelta(days=9))
    for label, part in (("Year (BS)", long_ago.year), ("Month", long_ago.month), ("Day", long_ago.day)):
        asha.fill(label, str(part))
    assert "The conversation was more than 7 days ago" in asha.press("Save", status=422)
    assert "checked" in asha.field("A colleague")
