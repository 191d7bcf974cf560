"""What every form has: its token, its own messages, its draft, its id or revision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import wtforms
from flask import Flask, session
from werkzeug.datastructures import MultiDict

from casework.core import forms
from casework.core.csrf import csrf_token, csrf_valid
from casework.core.form_messages import COUNTED, SENTENCES, OwnTranslations
from tests.front.questions import Questions, Remark, Rename


@pytest.fixture(autouse=True)
def no_drafts() -> Iterator[None]:
    forms.set_draft_source(lambda _path, _form: None)
    yield
    forms.set_draft_source(lambda _path, _form: None)


def test_a_token_of_another_sign_in_is_refused_and_the_typing_stays(frame: Flask) -> None:
    with frame.test_request_context("/", headers={"X-Sign-In": "bina"}):
        hers = csrf_token()
    with frame.test_request_context("/", method="POST", data={"name": "Asha", "csrf_token": hers}):
        form = Questions()
        assert not form.validate_on_submit()
        assert form.errors.keys() == {"csrf_token"}
        assert form.name.value() == "Asha"
        assert not csrf_valid(hers)


@pytest.mark.parametrize("token", [None, "", "नेपाली", "\ud800"])
def test_a_strange_token_is_refused(frame: Flask, token: str | None) -> None:
    with frame.test_request_context("/"):
        assert not csrf_valid(token)


def test_the_token_of_the_page_is_taken(frame: Flask) -> None:
    with frame.test_request_context("/"):
        token = csrf_token()
    with frame.test_request_context("/", method="POST", data={"name": "Asha", "csrf_token": token}):
        assert Questions().validate_on_submit()


def test_every_sentence_of_wtforms_has_one_of_ours() -> None:
    said = set()
    for path in Path(wtforms.__file__).parent.rglob("*.py"):
        said |= set(re.findall(r'gettext\(\s*"([^"]+)"', path.read_text(encoding="utf-8")))
    assert said - set(SENTENCES) - set(COUNTED) == set()


def test_the_numbers_in_a_sentence_follow_the_language(frame: Flask) -> None:
    with frame.test_request_context("/"):
        session["lang"] = "ne"
        sentence = OwnTranslations().gettext("Number must be at least %(min)s.")
        assert "५" in sentence % {"min": 5}


def test_a_kept_draft_fills_the_form_and_saves_nothing(frame: Flask) -> None:
    kept = MultiDict({"name": "half a na", "call": "yes"})
    forms.set_draft_source(lambda path, form: kept if (path, form) == ("/", "Questions") else None)
    with frame.test_request_context("/"):
        form, other = Questions(), Remark()
        assert (form.name.data, form.call.data, form.from_draft) == ("half a na", True, True)
        assert form.errors == {}
        assert not form.is_submitted()
        assert not other.from_draft


def test_two_forms_of_a_page_know_which_was_sent(frame: Flask) -> None:
    with frame.test_request_context("/", method="POST", data={"name": "x", "form_name": "Remark"}):
        sent, other = Remark(), Questions()
        assert sent.is_submitted()
        assert not other.is_submitted()
        assert not other.name.data


def test_a_second_sending_carries_the_id_of_the_first(frame: Flask) -> None:
    with frame.test_request_context("/"):
        fresh = Questions().new_id.data
        assert fresh != Questions().new_id.data
    with frame.test_request_context("/", method="POST", data={"new_id": str(fresh), "name": "x"}):
        assert Questions().new_id.data == fresh
        assert isinstance(fresh, UUID)


@pytest.mark.parametrize("revision", ["-1", "x", "१", "9" * 30])
def test_a_tampered_revision_or_id_is_refused_in_words(frame: Flask, revision: str) -> None:
    with frame.test_request_context("/", method="POST", data={"revision": revision, "new_id": revision}):
        change, create = Rename(), Questions()
        assert not change.validate()
        assert not create.validate()
        assert "revision" in change.errors
        assert "new_id" in create.errors


def test_a_form_knows_what_was_changed(frame: Flask) -> None:
    stored = {"name": "Asha", "call": None, "revision": 3}
    data = {"name": "Asha", "call": "no", "revision": "3", "birth": ["bs", "", "", ""]}
    with frame.test_request_context("/", method="POST", data=data):
        form = Rename(data=stored)
        assert form.changed_fields() == {"call"}
        assert form.revision.data == 3
