"""What auth refuses."""

from __future__ import annotations

from uuid import UUID

from casework.core.errors import Refused
from casework.core.i18n import _l


class WrongPassphrase(Refused):
    """The same words whether the name or the passphrase was wrong."""

    message = _l("This name and passphrase do not go together.")
    status = 422


class NoToken(Refused):
    """A program asks without a token, or with one that opens nothing: the same words for each."""

    message = _l("A token is needed that is still good.")
    status = 401


class KeyChanged(Refused):
    """A key is not the one that two people compared."""

    message = _l(
        "A key is not the one that was compared. Nothing was opened or sent. "
        "Please compare the numbers again by phone, and tell the programme office."
    )


class PartnerChanged(KeyChanged):
    """The key of another organisation is not the one that was compared, nor does it follow from it."""

    def __init__(self, ring_id: UUID) -> None:
        super().__init__()
        self.ring_id = ring_id


class MemberChanged(KeyChanged):
    """The key of a colleague is not the one that was compared when she was let in."""

    def __init__(self, user_id: UUID) -> None:
        super().__init__()
        self.user_id = user_id


class EpochMoved(Refused):
    """The keys of her organisation were changed while her request was on its way."""

    message = _l(
        "The keys of your organisation were changed at this moment. Please sign in once more: what you "
        "wrote is kept for you."
    )


class RenewedMeanwhile(Refused):
    """A lock was made under a pepper that was renewed in the same moment."""

    message = _l("The locks of this system were being renewed at this moment. Please try again.")


class StillClosed(Refused):
    """Keys of a few that she has put off comparing are needed now."""

    message = _l(
        "You have not compared the numbers of the keys of a few that this needs. Please sign out, sign in "
        "again and compare them first."
    )


class NotCompared(Refused):
    """No key of this partner was ever compared."""

    message = _l(
        "The key of this organisation has not been compared yet. "
        "A steward has to compare the numbers by phone first."
    )


class LinkOver(Refused):
    """An invitation that was used, has ended, or never was."""

    message = _l("This link has been used or has ended. Please ask for a new one.")
    status = 404


class NoKeysYet(Refused):
    """Signed in, but nobody has admitted her to the ring yet."""

    message = _l(
        "You have no keys yet. A steward of your organisation compares your numbers with you "
        "and then lets you in."
    )
    status = 403


class SheetsDoNotFit(Refused):
    """Two break-glass sheets that do not belong together, or not to this ring."""

    message = _l("These sheets do not fit. Please check every line and try again.")
    status = 422


class OneSheetEach(Refused):
    """The two sheets are for two people."""

    message = _l(
        "The other sheet was yours. This one has to be typed by a second person, on her own sign-in."
    )
    status = 422


class SecondPersonNeeded(Refused):
    """Whoever made the link for a new passphrase does not let its owner in as well."""

    message = _l(
        "You made the link for her new passphrase yourself, so a second person is needed: another "
        "steward compares the numbers and lets her in, or somebody else makes her a new link."
    )


class SheetsNeedTwoPeople(Refused):
    """A new passphrase was set with the help of somebody who has the other sheet."""

    message = _l(
        "Each sheet needs a person of its own. For seven days after a new passphrase, its owner confirms "
        "no sheet together with the colleague who made her link or let her in. Please ask somebody else, "
        "or wait."
    )
    status = 422


class SheetGiven(Refused):
    """A sheet lies here already for the one who began."""

    message = _l(
        "A sheet has been given already, and it stays as it was given. If it was the wrong one, the "
        "colleague who began can begin again."
    )


class UseBegun(Refused):
    """Somebody else is opening the ring with the sheets."""

    message = _l("A colleague has already begun to use the sheets. Please speak with her first.")


class SheetsNotVerified(Refused):
    """Nobody has shown yet that the break-glass sheets exist on readable paper."""

    message = _l(
        "The two break-glass sheets of your organisation are not confirmed yet. Until a steward has "
        "typed back their check digits, no file can be opened."
    )


class LineWrong(Refused):
    """A line of a break-glass sheet that was not typed as it is printed; never says what was."""

    status = 422

    def __init__(self, number: int) -> None:
        super().__init__(
            _l("Line %(number)s is not as it is printed. Please look at it again.", number=number)
        )


class RolesDoNotGo(Refused):
    """Roles that one person cannot have together, or that this organisation does not give."""

    message = _l("One person cannot have these roles together.")
    status = 422


class LoginTaken(Refused):
    """Somebody else signs in by this name."""

    message = _l("Somebody already has this sign-in name. Please choose another.")
    status = 422


class LastSteward(Refused):
    """Without her nobody could let others in, or change the keys."""

    message = _l(
        "She is the only steward with the keys, and others who have them stay. Please first give the role "
        "of a steward to one of those: Staff, her name, what she does."
    )


class LastMember(Refused):
    """Without her nobody could open the ring again."""

    message = _l(
        "Nobody else has the keys of this organisation, and its break-glass sheets are not confirmed. "
        "Please confirm the sheets first, or let a second person in."
    )


class LastOfSmallRing(Refused):
    """Without her only the break-glass sheets would open a small ring again."""

    message = _l(
        "She alone has the keys of files that only one or two people read. Please let her give them to a "
        "second person first: My account, keys of a few. If that cannot wait, say so: afterwards only the "
        "two break-glass sheets open these files."
    )


class SmallRingFull(Refused):
    """A small ring is for two people at the most."""

    message = _l("Two people have these keys already, and more cannot.")


class StillHoldsFiles(Refused):
    """The last member gives up a small ring in which files stand."""

    message = _l(
        "Files stand under these keys, and nobody else has them. Please let a second person in first, or "
        "open the files to your colleagues again."
    )
