"""Tables as files: one cell is one number, whatever the format; donors read coarser ones."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
import pytest

from casework.core.i18n import LANGUAGES
from casework.reporting.asking import Answer, answered, ask
from casework.reporting.categories import Dimension
from casework.reporting.lattice import NODES, Node
from casework.reporting.marks import Mark, Shown
from casework.reporting.models import Release
from casework.reporting.out.audience import Audience, for_donor
from casework.reporting.out.formats import File, Format, file_of
from casework.reporting.out.hxl_file import hxl_of
from casework.reporting.out.sheet import sheet
from casework.reporting.queries import Published
from tests.reporting.office import Office
from tests.reporting.population import women

# Of the programme's list and of HXL 1.1; what is ours begins with `#x_`.
AGREED = {
    *("#adm1+code", "#adm1+name+i_en", "#adm1+name+i_ne"),
    *("#adm2+code", "#adm2+name+i_en", "#adm2+name+i_ne"),
    *("#date+start", "#date+end", "#date+name+i_en", "#date+name+i_ne"),
    *("#org+impl+code", "#org+impl+name+i_en", "#org+impl+name+i_ne"),
    *("#service+type+code", "#service+type+name+i_en", "#service+type+name+i_ne"),
    *("#indicator+code", "#indicator+name+i_en"),
    *("#reached", "#reached+f", "#reached+f+age_18_24", "#value+num"),
    *("#meta+suppressed", "#meta+suppressed+name", "#meta+release"),
}
OURS = re.compile(r"#x_[a-z]+\+(code|name\+i_(en|ne))(\+list)?")


@pytest.fixture(scope="module")
def found() -> Published:
    """A release of 400 women in two districts."""
    office = Office()
    office.hear(women(400))
    office.publish("2082-06")
    release = Release(number=7, period_end="2082-06", quarter_end="2082-06")
    return Published(release, office.layout, office.before.cells)


@pytest.fixture(scope="module")
def answers(found: Published) -> list[Answer]:
    """Tables of all sorts: whole ones, cut ones, sums, and one number alone."""
    asked = [
        ask("reached", shown=[]),
        ask("reached", shown=["district", "year"]),
        ask("reached", shown=["year"], chosen={"sex": ["female"], "age": ["18_24"]}),
        ask("reached", shown=["sex", "quarter"]),
        ask("reached", shown=["exploitation"], chosen={"province": ["3"]}),
        ask("way", shown=["step"], chosen={"sex": ["female", "not_told"]}),
        ask("course", shown=["course", "result"]),
        ask("now", shown=["income"]),
    ]
    return [answered(found, one) for one in asked]


def test_a_cell_is_the_same_number_in_every_format(answers: list[Answer]) -> None:
    for one in answers:
        for audience in Audience:
            written = [list(_cells(_file(one, form, audience))) for form in Format]
            assert written[0] == written[1] == written[2]
            if audience is Audience.OFFICE:
                shown = [("" if s.n is None else str(s.n), str(s.mark or "")) for s in one.cells.values()]
                assert written[0] == shown


def test_a_hidden_number_leaves_nothing_in_its_place(answers: list[Answer]) -> None:
    cells = [cell for one in answers for cell in _cells(_file(one, Format.HXL))]
    assert {mark for number, mark in cells if not number} >= {"lt6", "base20", "dot"}
    assert [number for number, mark in cells if (number == "") != (mark not in ("", "ge"))] == []
    assert [number for number, _mark in cells if number and int(number) < 6] == []


def test_donors_read_nothing_below_eleven_and_steps_of_five(answers: list[Answer]) -> None:
    cells = [cell for one in answers for cell in _cells(_file(one, Format.CSV, Audience.DONOR))]
    numbers = {int(number) for number, _mark in cells if number}
    assert min(numbers) >= 10
    assert {number % 5 for number in numbers} == {0}
    assert "lt6" not in {mark for _number, mark in cells}


@pytest.mark.parametrize(
    ("published", "read"),
    [
        (Shown(10), Shown(None, Mark.FEWER)),
        (Shown(11), Shown(10)),
        (Shown(13), Shown(15)),
        (Shown(None, Mark.FEW), Shown(None, Mark.FEWER)),
        (Shown(None, Mark.SMALL_BASE), Shown(None, Mark.SMALL_BASE)),
        (Shown(None, Mark.NO_SUM), Shown(None, Mark.NO_SUM)),
        (Shown(29, Mark.MOST), Shown(25, Mark.MOST)),
    ],
)
def test_a_published_number_becomes_coarser_for_donors(published: Shown, read: Shown) -> None:
    assert for_donor(published) == read


def test_every_tag_is_one_that_was_agreed_on(found: Published, answers: list[Answer]) -> None:
    whole = [answered(found, ask(one.measure, shown=one.dimensions)) for one in NODES if _few(one)]
    for one in [*whole, *answers]:
        lines = _lines(_file(one, Format.HXL))
        at = next(at for at, line in enumerate(lines) if line[0].startswith("#"))
        assert at < 25
        assert len(lines[at - 1]) == len(lines[at]) == len(set(lines[at])) == len(lines[at + 1])
        assert [tag for tag in lines[at] if tag not in AGREED and not OURS.fullmatch(tag)] == []


def test_a_workbook_has_both_languages_and_reckons_with_nothing(answers: list[Answer]) -> None:
    one = _file(answers[1], Format.XLSX)
    assert one.content == _file(answers[1], Format.XLSX).content
    book = openpyxl.load_workbook(io.BytesIO(one.content))
    assert book.sheetnames == ["नेपाली", "English", "Notes – टिपोट"]
    with zipfile.ZipFile(io.BytesIO(one.content)) as parts:
        assert not re.search(rb"creator|created|title", parts.read("docProps/core.xml"))
    for page in book:
        told = [cell for row in page for cell in row if cell.value is not None]
        assert {cell.data_type for cell in told} <= {"s", "n"}
        assert page.title == "Notes – टिपोट" or page.freeze_panes == "A5"
    assert "२०८२" in book["नेपाली"]["A2"].value
    assert book["नेपाली"]["A1"].font.name == "Nirmala UI"


def test_a_name_tells_release_and_table_alone(answers: list[Answer]) -> None:
    names = {_file(one, form, whom).name for one in answers for form in Format for whom in Audience}
    assert [
        name for name in names if not re.fullmatch(r"numbers-7-\d+(-donor)?(-hxl)?\.(csv|xlsx)", name)
    ] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_says_what_has_to_be_known(answers: list[Answer], lang: str) -> None:
    one = file_of(answers[2], Format.CSV, lang, audience=Audience.DONOR, demo=True)
    text = one.content.decode()
    wanted = {
        "ne": ("काल्पनिक", "प्रकाशन,७", "दाताका लागि", "महिला"),
        "en": ("Invented", "Release,7", "For donors"),
    }
    assert [words for words in wanted[lang] if words not in text] == []
    assert one.name.startswith("demo-")


def _few(one: Node) -> bool:
    return len(one.dimensions) < 3 and Dimension.ORGANISATION not in one.dimensions


def _file(one: Answer, form: Format, audience: Audience = Audience.OFFICE) -> File:
    return file_of(one, form, "ne", audience=audience, demo=False)


def _lines(one: File) -> list[list[str]]:
    return list(csv.reader(io.StringIO(one.content.decode().removeprefix("\ufeff"))))


def _cells(one: File) -> Iterator[tuple[str, str]]:
    """Number and mark of each line, as a program reads them."""
    if one.name.endswith("xlsx"):
        page = openpyxl.load_workbook(io.BytesIO(one.content), read_only=True).worksheets[1]
        for row in page.iter_rows(min_row=5, values_only=True):
            number, mark = row[-3:-1]
            assert number is None or isinstance(number, int)
            yield "" if number is None else str(number), mark or ""
    elif one.name.endswith("hxl.csv"):
        lines = _lines(one)
        at = next(at for at, line in enumerate(lines) if line[0].startswith("#"))
        number, mark = (next(i for i, tag in enumerate(lines[at]) if tag.startswith(t)) for t in TAGS)
        yield from ((line[number], line[mark]) for line in lines[at + 1 :])
    else:
        lines = _lines(one)
        yield from ((line[-3], line[-2]) for line in lines[1 : lines.index([])])


TAGS = (("#reached", "#value+num"), ("#meta+suppressed",))


def test_a_name_above_the_tags_is_not_taken_for_one(answers: list[Answer]) -> None:
    """Readers look for the first row of which half begins with a hash; an organisation may be called so."""
    one = sheet(answers[0], "en")
    told = hxl_of(answers[0], replace(one, title="#adm1+code"))
    first = next(line for line in csv.reader(io.StringIO(told)) if any(cell[:1] == "#" for cell in line))
    assert first[-1] == "#meta+release"
