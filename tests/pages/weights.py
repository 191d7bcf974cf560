"""How heavy a page may be for a cheap phone, in bytes.

Styles and scripts come compressed. Pages do not, for their length would then tell what is in them; so they
are held to two limits: the budget as they would be compressed, and a wider one as they are sent.
"""

from __future__ import annotations

KB = 1_000
FIRST_VISIT, LATER_VISIT = 20 * KB, 8 * KB
STYLES, SCRIPTS = 8 * KB, 5 * KB
SENT = 22 * KB
LONG_LIST = 34 * KB
# A map has the borders of 77 districts; outcomes and incomes are several tables, each with its files; a list
# has fifty lines; the headings of a list stand there with every answer that may be written below them.
SENT_LONGER = {
    "numbers.places": LONG_LIST,
    "numbers.outcomes": LONG_LIST,
    "numbers.income": LONG_LIST,
    "auth.chain": LONG_LIST,
    "imports.headings": LONG_LIST,
    "logbook.log": LONG_LIST,
    "watching.tables": LONG_LIST,
}
