"""The browser of the tests sees what it should: a good page passes, each fault is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, make_response, redirect, request

from tests.support.browser import Browser

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
}
FRAME = """<!doctype html><html lang="ne" translate="no"><head><title>सहयात्री</title></head>
<body><main><h1>आजको काम</h1>{}</main></body></html>"""
FORM = """<form method="post" action="/save"><input type="hidden" name="csrf_token" value="t">
<label for="name">नाम</label><input id="name" name="name" value="">
<fieldset><legend>फोन</legend>
<label><input type="radio" name="phone" value="mine" checked>आफ्नै</label>
<label><input type="radio" name="phone" value="none">छैन</label></fieldset>
<label for="trade">सीप</label>
<select id="trade" name="trade"><option value="">छान्नुहोस्</option><option value="sew">सिलाइ</option></select>
<button name="go" value="1">राख्नुहोस्</button></form>"""
FAULTS = {
    "<p>Save</p>": "English",
    "<p>१ None</p>": "None",
    "<p>12</p>": "ASCII digits",
    "<p>%(name)s</p>": "%(",
    "<h1>अर्को</h1>": "headings",
    "<input id='a' name='a'>": "no label",
    "<p id='a'></p><p id='a'></p>": "the id",
    "<p style='color: red'>क</p>": "style",
    "<button onclick='x()'>क</button>": "onclick",
    "<form method='post'><button>क</button></form>": "without a token",
    "<a href='https://example.org/'>क</a>": "where it came from",
    "<a href='tel:98'>फोन</a>": "leads outside",
    "<p>क": "is open",
    "<label for='gone'>क</label>": "which is not there",
}


@pytest.fixture
def page_of() -> Callable[[str], Browser]:
    def make(body: str) -> Browser:
        app = Flask("a_page")
        app.secret_key = "tests"
        app.add_url_rule("/", "show", lambda: make_response(FRAME.format(body), HEADERS))
        app.add_url_rule("/save", "save", lambda: redirect("/said?" + _said()), methods=["POST"])
        app.add_url_rule("/said", "said", lambda: make_response(FRAME.format(_told()), HEADERS))
        return Browser(app)

    return make


def test_a_good_page_passes(page_of: Callable[[str], Browser]) -> None:
    assert "नाम" in page_of(FORM).visit("show")


@pytest.mark.parametrize(("body", "complaint"), FAULTS.items(), ids=FAULTS.values())
def test_each_fault_is_found(page_of: Callable[[str], Browser], body: str, complaint: str) -> None:
    with pytest.raises(AssertionError) as raised:
        page_of(body).visit("/")
    assert complaint in str(raised.value)


def test_somebodys_own_words_may_be_in_any_script(page_of: Callable[[str], Browser]) -> None:
    page_of("<p data-typed>She called at 10.</p>").visit("/")


def test_a_form_is_filled_and_sent_by_its_words(page_of: Callable[[str], Browser]) -> None:
    browser = page_of(FORM)
    browser.visit("/")
    browser.fill("नाम", "आशा")
    browser.choose("फोन", "छैन")
    browser.fill("सीप", "सिलाइ")
    page = browser.press("राख्नुहोस्")
    assert page.text.endswith("csrf_token=t go=1 name=आशा phone=none trade=sew")


def test_a_status_that_was_not_expected_is_found(page_of: Callable[[str], Browser]) -> None:
    with pytest.raises(AssertionError, match="status 404, not 200"):
        page_of("").visit("/nowhere")


def _said() -> str:
    return "&".join(f"{name}={value}" for name, value in sorted(request.form.items()))


def _told() -> str:
    words = " ".join(f"{name}={value}" for name, value in sorted(request.args.items()))
    return f"<p data-typed>{words}</p>"
