"""Which names the server answers to, and whose word it takes for an address."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest
from flask import Flask

from casework.app import create_app
from casework.config import Config
from tests.support.instances import ROOT, Instance
from tests.support.people import PASSPHRASE

NAMED = {"SAHAYATRI_HOSTS": "sathi.example.org, other.example.org", "SAHAYATRI_PROXIES": "1"}


@pytest.fixture
def engine_name() -> str:
    """What stands before the app knows no database."""
    return "sqlite"


def _app(instance: Instance, **settings: object) -> Flask:
    made = create_app(dataclasses.replace(instance.config, **settings))  # type: ignore[arg-type]
    made.testing = True
    return made


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "localhost@example.org", ""])
def test_a_name_that_nobody_allowed_is_refused_before_anything_else(instance: Instance, host: str) -> None:
    for path in ("/sign-in", "/static/css/app.css", "/join/abc"):
        answer = _app(instance).test_client().get(path, headers={"Host": host})
        assert (answer.status_code, host in answer.text) == (400, not host)
        assert answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "sathi.example.org"])
def test_this_machine_and_the_names_of_the_setting_are_answered(instance: Instance, host: str) -> None:
    client = _app(instance, hosts=("sathi.example.org",)).test_client()
    assert client.get("/sign-in", headers={"Host": host}).status_code in (200, 303)


def test_the_settings_are_read_from_the_environment() -> None:
    config = Config.from_environment(NAMED)
    assert config.hosts == ("sathi.example.org", "other.example.org")
    assert (config.proxies, Config.from_environment({}).proxies) == (1, 0)


@pytest.mark.parametrize(("proxies", "last"), [(0, 429), (1, 422)])
def test_a_forwarded_address_is_believed_only_where_a_proxy_was_named(
    instance: Instance, proxies: int, last: int
) -> None:
    client = _app(instance, proxies=proxies).test_client()
    token = client.get("/set-up").text.split('name="csrf_token" value="')[1].split('"')[0]
    body = {"csrf_token": token, "login": "asha", "passphrase": PASSPHRASE}
    answers = [
        client.post("/sign-in", data=body, headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
        for number in range(6)
    ]
    assert answers == [422] * 5 + [last]


def test_a_server_that_starts_does_not_load_what_only_commands_need(instance: Instance) -> None:
    asked = "import sys, wsgi; print([m for m in ('alembic', 'casework.demo.making') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env=instance.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
