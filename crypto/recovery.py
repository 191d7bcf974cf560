"""What is kept on paper: the two sheets of a break-glass key, and a person's recovery code."""

from __future__ import annotations

import secrets
from hashlib import sha256

from crypto import crockford

CODE_CHARACTERS = 26
_CODE_BYTES = 16
_LINE_BYTES = 10
_GROUP = 4
_CHECK_CHARACTERS = 2
_LINES_MAX = 255


class SheetLineError(ValueError):
    """A line of a sheet that was not typed as it is printed."""

    def __init__(self, line_number: int) -> None:
        """Keep the number of the line, counted from 1; never what was typed."""
        super().__init__(f"line {line_number}")
        self.line_number = line_number


def split(seed: bytes) -> tuple[bytes, bytes]:
    """Return two sheets of which each alone is random and both together are the seed."""
    first = secrets.token_bytes(len(seed))
    return first, _xor(first, seed)


def join(first: bytes, second: bytes) -> bytes:
    """Return the seed; ValueError if the sheets differ in length or are one and the same."""
    if len(first) != len(second):
        raise ValueError("sheets of different lengths")
    if first == second:
        raise ValueError("the same sheet twice")
    return _xor(first, second)


def _xor(first: bytes, second: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(first, second, strict=True))


def check_digits(sheet: bytes) -> str:
    """Return six decimal digits that only somebody with the sheet can know (SHA-256, 20 bits)."""
    digest = sha256(b"sahayatri/1/sheet-digits" + sheet).digest()
    return f"{int.from_bytes(digest, 'big') % 1_000_000:06d}"


def to_lines(sheet: bytes) -> list[str]:
    """Return lines to print: ten bytes each, in groups of four, then two check characters.

    ValueError for more than 255 lines.
    """
    parts = [sheet[at : at + _LINE_BYTES] for at in range(0, len(sheet), _LINE_BYTES)]
    if len(parts) > _LINES_MAX:
        raise ValueError("too long for a sheet")
    return [
        _grouped(crockford.encode(part)) + " " + _line_check(number, part, number == len(parts))
        for number, part in enumerate(parts, start=1)
    ]


def _grouped(text: str) -> str:
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _line_check(number: int, part: bytes, last: bool) -> str:
    """Return ten bits that depend on the place of the line too, so that swapped lines show."""
    digest = sha256(b"sahayatri/1/sheet-line" + bytes((number, last)) + part).digest()
    return crockford.encode(digest)[:_CHECK_CHARACTERS]


def from_lines(lines: list[str]) -> bytes:
    """Read typed lines; blank ones do not count.

    Raises ``SheetLineError`` with the first line that is mistyped or missing. A mistake stays
    unseen once in 1,024 lines: compare the check digits or the public key too.
    """
    typed = [line for line in lines if line.strip()][:_LINES_MAX]
    if not typed:
        raise SheetLineError(1)
    return b"".join(
        _read_line(number, line, number == len(typed)) for number, line in enumerate(typed, start=1)
    )


def _read_line(number: int, line: str, last: bool) -> bytes:
    """Return the bytes of a line that stands where it should; name the next if that is what is wrong."""
    try:
        text = crockford.tidy(line)
        part = crockford.decode(text[:-_CHECK_CHARACTERS])
    except ValueError:
        raise SheetLineError(number) from None
    if not 0 < len(part) <= _LINE_BYTES:
        raise SheetLineError(number)
    if text.endswith(_line_check(number, part, last)):
        return part
    is_good_elsewhere = text.endswith(_line_check(number, part, not last))
    raise SheetLineError(number + 1 if is_good_elsewhere else number)


def new_code() -> str:
    """Return a recovery code: 128 random bits in 26 characters; the two spare bits are zero."""
    return crockford.encode(secrets.token_bytes(_CODE_BYTES))


def show(code: str) -> str:
    """Return a code in five groups with hyphens, as it is printed."""
    groups = [code[at : at + 5] for at in range(0, 20, 5)]
    return "-".join([*groups, code[20:]])


def parse_code(typed: str) -> str:
    """Return a typed code as ``new_code`` made it; ValueError if it cannot be one."""
    code = crockford.tidy(typed)
    if len(code) != CODE_CHARACTERS:
        raise ValueError("a code has 26 characters")
    crockford.decode(code)
    return code
