"""A manager follows every link, in every format: no number of one to five women, and no name of a file."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from casework.audit.models import Act, Entry
from casework.cases.models import Case
from casework.core.db import db
from casework.people.models import Record
from casework.vault.keyring import keyring
from tests.cases.files import open_file
from tests.reporting.served import Served
from tests.support.people import acting

BEGIN = ("/", "/account", "/numbers")
ALIKE = 1
"""So many addresses of one shape: the same page with the same words and other choices."""
SHAPE = re.compile(r"\d+|[0-9a-f]{32}")
WOMEN = re.compile(
    r'<(?:td class="number"[^>]*|(?:span|p) class="(?:bar-value|stat)"|strong)>\s*([0-9,]+)(?=[\s<])'
)
OF = re.compile(r">\s*([0-9,]+) of ([0-9,]+)\b")


def test_no_link_leads_to_a_number_of_few_or_to_a_name_of_a_file(served: Served) -> None:
    """And whatever shows a number is noted as shown."""
    named = _identifiers(served)
    seen: Counter[str] = Counter()
    numbers, read = 0, _read(served)
    for path, answer in _crawl(served):
        assert answer.status_code in (200, 303), (path, answer.status_code)
        kind = answer.mimetype or ""
        seen[kind] += 1
        found, text = READ[kind](answer)
        numbers += len(found)
        read, before = _read(served), read
        assert read > before or not found, f"{path} is not noted"
        assert [n for n in found if 1 <= n <= 5] == [], path
        assert [one for one in named if one in text or one in path] == [], path
    assert numbers > 500
    assert set(seen) >= {"text/html", "text/csv", XLSX}
    assert sum(seen.values()) > 150


def test_a_program_finds_none_either(served: Served) -> None:
    named = _identifiers(served)
    for path in ("tables", "dimensions", "releases", "openapi.json"):
        text = served.text(f"/api/v1/{path}")
        assert [one for one in named if one in text] == []
    for one in json.loads(served.text("/api/v1/tables"))["tables"]:
        cells = json.loads(served.text(f"/api/v1/table?{one['words']}"))["cells"]
        assert [cell for cell in cells if cell["n"] is not None and cell["n"] < 6] == []


def _read(served: Served) -> int:
    """How many tables were shown to somebody, as the audit has it."""
    with served.app.app_context():
        return db.session.scalar(select(func.count()).where(Entry.act == Act.TABLE_READ)) or 0


def _identifiers(served: Served) -> list[str]:
    """Whatever names a file that somebody has opened: ids, the code that is spoken, a name."""
    world = served.world
    open_file(world.asha, "झुमावती", contact__phone="9800000777")
    with acting(world.asha) as session:
        ids = list(session.scalars(select(Case.id)))
        keyring(session).open_folders(session, ids)
        codes = [row.code for row in session.scalars(select(Record)) if row.readable]
    assert codes
    return [*map(str, ids), *(one.hex for one in ids), *codes, "झुमावती", "9800000777"]


def _crawl(served: Served) -> Iterator[tuple[str, TestResponse]]:
    """Every link, breadth first; of many addresses that differ in what is chosen some of each shape."""
    served.manager.speak("en")
    waiting, known, shapes = list(BEGIN), set(BEGIN), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        answer = served.get(path)
        yield path, answer
        for link in _links(path, answer):
            shape = _shape(link)
            if link not in known and shapes[shape] < ALIKE:
                shapes[shape] += 1
                known.add(link)
                waiting.append(link)


def _links(path: str, answer: TestResponse) -> Iterator[str]:
    if answer.status_code == 303:
        yield answer.headers["Location"]
    elif answer.mimetype == "text/html":
        for link in re.findall(r'href="([^"#]+)', answer.get_data(as_text=True)):
            where = urlsplit(urljoin(path, html.unescape(link)))
            if not where.netloc and not where.path.startswith("/static/") and where.path not in POSTED:
                yield where._replace(fragment="").geturl()


POSTED = {"/sign-out", "/preferences", "/quick-exit"}
"""What is only ever sent to."""


TELLING = {"/numbers/explore": ("of", "by"), "/numbers/export/": ("of", "for"), "/numbers/periods": ("of",)}
"""The words by which one address of a path is another page; others only choose."""


def _shape(link: str) -> str:
    where = urlsplit(link)
    told = next((words for path, words in TELLING.items() if where.path.startswith(path)), ())
    words = [f"{name}={value}" for name, value in parse_qsl(where.query) if name in told]
    names = {name for name, _value in parse_qsl(where.query)} if "/export/" not in where.path else set[str]()
    return SHAPE.sub("#", where.path) + "?" + "&".join([*sorted(words), *sorted(names)])


def _of_page(answer: TestResponse) -> tuple[list[int], str]:
    text = answer.get_data(as_text=True)
    told = [*WOMEN.findall(text), *(n for pair in OF.findall(text) for n in pair)]
    return [int(n.replace(",", "")) for n in told if n.strip(",")], text


def _of_csv(answer: TestResponse) -> tuple[list[int], str]:
    text = answer.get_data(as_text=True)
    hxl = "#meta+suppressed" in text
    found = []
    for line in text.split("\r\n\r\n")[0].splitlines()[1:]:
        cells = [cell for cell in line.split(",")[-4 if hxl else -3 :] if cell.isdigit()]
        found += [int(cell) for cell in cells]
    return ([] if hxl else found), text


def _of_workbook(answer: TestResponse) -> tuple[list[int], str]:
    with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        sheets = [parts.read(name).decode() for name in sorted(names)[:2]]
        text = "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    return [
        int(n)
        for sheet in sheets
        for n in re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="n")?><v>(\d+)</v>', sheet)
    ], text


def _of_anything(answer: TestResponse) -> tuple[list[int], str]:
    return [], answer.data.decode("utf-8", errors="replace")


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Reader = Callable[[TestResponse], tuple[list[int], str]]
READ: dict[str, Reader] = {
    "text/html": _of_page,
    "text/csv": _of_csv,
    XLSX: _of_workbook,
    "application/json": _of_anything,
    "application/pdf": _of_anything,
}
