"""The one command, where a mistake of it would do harm."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

import dev


@pytest.fixture
def demo_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAHAYATRI_INSTANCE", str(tmp_path))
    (tmp_path / "instance.json").write_text(json.dumps({"kind": "demo"}))
    return tmp_path


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org", ""])
def test_a_demo_is_not_served_to_other_machines(demo_folder: Path, host: str) -> None:
    with pytest.raises(dev.Stop):
        dev.refuse_open_demo(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_a_demo_is_served_to_this_machine(demo_folder: Path, host: str) -> None:
    dev.refuse_open_demo(host)


def test_a_real_instance_is_served_beyond_this_machine_behind_https_only(
    demo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (demo_folder / "instance.json").write_text(json.dumps({"kind": "real"}))
    monkeypatch.delenv("SAHAYATRI_SECURE", raising=False)
    with pytest.raises(dev.Stop, match="HTTPS"):
        dev.refuse_open_demo("0.0.0.0")
    monkeypatch.setenv("SAHAYATRI_SECURE", "1")
    dev.refuse_open_demo("0.0.0.0")


@pytest.mark.parametrize("content", [None, "", "[]", "{}"])
def test_an_instance_that_no_longer_says_what_it_is_is_not_served(
    demo_folder: Path, content: str | None
) -> None:
    path = demo_folder / "instance.json"
    path.write_text(content) if content is not None else path.unlink()
    with pytest.raises(dev.Stop, match="Put back what it was"):
        dev.refuse_open_demo("127.0.0.1")


def test_a_port_that_is_taken_is_named_before_a_demo_is_made(demo_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(dev.Stop, match="--port"):
        dev.refuse_taken("127.0.0.1", other.getsockname()[1])


def test_a_real_instance_that_is_set_up_is_served_without_asking_its_database_again(
    demo_folder: Path,
) -> None:
    (demo_folder / "instance.json").write_text(json.dumps({"kind": "real"}))
    (demo_folder / "sahayatri.db").write_text("no database: whoever asks it fails")
    (demo_folder / "prepared").write_text(dev.migrations())
    dev.prepare(real=True)
    (demo_folder / "set-up-code").write_text("12345678")
    with pytest.raises(dev.Stop, match="could not be prepared"):
        dev.prepare(real=True)
    (demo_folder / "instance.json").unlink()
    with pytest.raises(dev.Stop, match="Put back what it was"):
        dev.prepare(real=True)


def test_the_locks_hold_hashes_and_no_address() -> None:
    for lock in (dev.RUNTIME, dev.DEVELOPMENT):
        text = (dev.ROOT / lock).read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
