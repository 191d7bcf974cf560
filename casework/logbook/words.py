"""Every act in words: what an organisation reads of its own."""

from __future__ import annotations

from auth.chain import WORDS as OF_PROGRAMME
from casework.audit.models import Act
from casework.core.i18n import _l

WORDS = {
    Act.OPENED: _l("Opened a file"),
    Act.OPENED_WITH_REASON: _l("Opened a colleague's file with a reason"),
    Act.CREATED: _l("Opened a new file"),
    Act.SAVED: _l("Wrote in a file"),
    Act.SEARCHED: _l("Searched"),
    Act.SHOWN_NUMBER: _l("Saw a phone number"),
    Act.SHARED: _l("Shared something"),
    Act.SHARE_ACCEPTED: _l("Took up what was shared"),
    Act.SHARE_ENDED: _l("Ended a share"),
    Act.KEYS_CHANGED: _l("Changed the lock of a file"),
    Act.ASSIGNED: _l("Gave a file to somebody"),
    Act.CLOSED: _l("Closed a file"),
    Act.REOPENED: _l("Opened a closed file again"),
    Act.DELETED: _l("Deleted"),
    Act.ERASURE_ASKED: _l("Asked for a file to be erased"),
    Act.ERASED: _l("Erased a file"),
    Act.PASSED_ON: _l("A file passed on to another organisation"),
    Act.TAKEN_OVER: _l("Took over a file from another organisation"),
    Act.KEPT: _l("Kept a closed file longer"),
    Act.RETENTION_SET: _l("Set how long closed files are kept"),
    Act.PRINTED: _l("Printed"),
    Act.EXPORTED: _l("Took away as a file"),
    Act.IMPORTED: _l("Brought in a list"),
    Act.RESTRICTED: _l("Left a file to one or two people"),
    Act.UNRESTRICTED: _l("Opened a file to all colleagues again"),
    **OF_PROGRAMME,
}
