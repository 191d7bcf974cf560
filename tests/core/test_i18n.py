"""The reader's language, calendar and words."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template_string, session

from casework.core import i18n
from casework.core.calendar import Period
from casework.core.catalogue import catalogue

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Hello %(name)s"
msgstr "नमस्ते %(name)s"

msgid "%(num)s day"
msgid_plural "%(num)s days"
msgstr[0] "%(num)s दिन"
msgstr[1] "%(num)s वटा दिन"
"""


@pytest.fixture
def spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small catalogue of our own in place of the project's."""
    folder = tmp_path / "ne" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(PO, encoding="utf-8")
    monkeypatch.setattr(i18n, "catalogue", lambda lang: catalogue(lang, tmp_path))
    return tmp_path


@pytest.fixture
def app() -> Flask:
    made = Flask(__name__)
    made.secret_key = "only for this test"
    i18n.init_i18n(made)
    return made


def page(app: Flask, source: str, lang: str = "ne", calendar: str = "bs", **values: Any) -> str:
    with app.test_request_context():
        session["lang"], session["calendar"] = lang, calendar
        return render_template_string(source, **values)


def test_nepali_and_bikram_sambat_come_first(app: Flask) -> None:
    with app.test_request_context():
        assert (i18n.language(), i18n.calendar()) == ("ne", "bs")
    assert i18n.language() == "ne"


def test_a_choice_that_does_not_exist_is_not_followed(app: Flask) -> None:
    with app.test_request_context():
        session["lang"], session["calendar"] = "fr", "lunar"
        assert (i18n.language(), i18n.calendar()) == ("ne", "bs")


def test_a_command_speaks_the_language_it_asks_for(spoken: Path) -> None:
    with i18n.use_language("en"):
        assert i18n._("Hello %(name)s", name="Asha") == "Hello Asha"
    assert i18n._("Hello %(name)s", name="Asha") == "नमस्ते Asha"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="language"), i18n.use_language("fr"):
        pass


def test_a_sentence_made_at_import_is_translated_when_it_is_shown(spoken: Path) -> None:
    sentence = i18n._l("Hello %(name)s", name="Asha")
    assert str(sentence) == "नमस्ते Asha"
    with i18n.use_language("en"):
        assert str(sentence) == "Hello Asha"


def test_a_number_chooses_between_one_and_many(spoken: Path) -> None:
    assert i18n._n("%(num)s day", "%(num)s days", 1) == "1 दिन"
    assert i18n._n("%(num)s day", "%(num)s days", 3) == "3 वटा दिन"
    with i18n.use_language("en"):
        assert i18n._n("%(num)s day", "%(num)s days", 3) == "3 days"


def test_a_catalogue_without_a_built_file_is_read_from_its_source(spoken: Path) -> None:
    assert not list(spoken.rglob("*.mo"))
    assert catalogue("ne", spoken).gettext("Hello %(name)s") == "नमस्ते %(name)s"


def test_a_language_without_a_catalogue_speaks_as_the_code_does(tmp_path: Path) -> None:
    assert catalogue("ne", tmp_path).gettext("Hello") == "Hello"


def test_templates_speak_and_escape(app: Flask, spoken: Path) -> None:
    source = "{{ _('Hello %(name)s', name=name) }} {{ _n('%(num)s day', '%(num)s days', 2) }}"
    assert page(app, source, name="<b>") == "नमस्ते &lt;b&gt; 2 वटा दिन"


def test_templates_show_values_as_the_reader_reads_them(app: Flask) -> None:
    source = "{{ day|date }} · {{ 12|digits }} · {{ 1234567|number }} · {{ 1500|npr }} · {{ time|period }}"
    values: dict[str, Any] = {"day": date(2026, 11, 22), "time": Period.parse("2083-T1")}
    assert page(app, source, **values) == (
        "२०८३ मंसिर ६ · १२ · १२,३४,५६७ · रु. १,५०० · २०८३/८४ को पहिलो चौमासिक"
    )
    assert page(app, source, "en", "ad", **values) == (
        "22 November 2026 · 12 · 12,34,567 · NPR 1,500 · trimester 1 of 2083/84"
    )


def test_templates_name_codes_and_places(app: Flask) -> None:
    source = "{{ code('trades', ['goat', 'cook']) }} · {{ palika(30207) }} · {{ district(302) }}"
    assert page(app, source, "en") == (
        "Goat rearing, Cook · Choutara Sangachowkgadhi Municipality · Sindhupalchok"
    )


def test_nothing_known_is_nothing_shown(app: Flask) -> None:
    values = "{{ n|date }}{{ n|digits }}{{ n|number }}{{ n|npr }}"
    labels = "{{ code('trades', n) }}{{ palika(n) }}{{ district(n) }}"
    assert page(app, values + labels, n=None) == ""


def test_the_page_says_which_language_it_is_in(app: Flask) -> None:
    assert page(app, "{{ get_locale() }}", "en") == "en"


def test_two_threads_may_speak_two_languages() -> None:
    heard: list[str] = []
    with i18n.use_language("en"):
        other = threading.Thread(target=lambda: heard.append(i18n.language()))
        other.start()
        other.join()
        heard.append(i18n.language())
    assert heard == ["ne", "en"]
