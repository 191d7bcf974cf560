"""What a partner's caseworker keeps: real rows of every kind, made by the product's own actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from casework.cases.actions import open_case, save
from casework.cases.attachments.actions import attach
from casework.cases.attachments.kinds import kind_of
from casework.cases.attachments.models import What
from casework.cases.attachments.pictures import redrawn
from casework.cases.erasure.actions import ask
from casework.cases.models import Case
from casework.cases.planning import add_action, add_goal, add_note
from casework.cases.state_changes import close
from casework.consent.actions import record
from casework.consent.conversation import Conversation
from casework.consent.purposes import FIRST, State
from casework.core import clock
from casework.core.partial_date import PartialDate
from casework.enterprise.actions import begin, give
from casework.enterprise.models import Support
from casework.followup.actions import plan
from casework.followup.actions import record as write_activity
from casework.followup.models import follow_up_id
from casework.imports import actions as imports
from casework.imports.basis import Basis
from casework.imports.models import State as ImportState
from casework.imports.tables import of_csv
from casework.people import stays
from casework.people.models import Stay
from casework.referrals.outside import Told, write_down
from casework.vault.keyring import keyring
from casework.vault.tombstones import Basis as Ground
from tests.imports.lists import as_csv, lines
from tests.support.contents import picture
from tests.support.people import Someone, acting

Ids = dict[str, str]
NAME, SENT_NAME = "मनमाया घलान", "सुनमाया पाख्रिन"
PHONE = "9800000123"
PALIKA = 30601


def file(someone: Someone, name: str) -> UUID:
    """A file with consent, a name, a phone, a time away and something under every part."""
    with acting(someone) as session:
        case, person = open_case(session, someone.user, case_id=uuid4())
        talk = replace(Conversation(given_on=clock.today(), explained_by="आशा"), slip="slip")
        record(session, someone.user, case.id, dict.fromkeys(FIRST, State.GIVEN), talk, record_id=uuid4())
        person.identity.name, person.identity.birth = name, PartialDate.from_bs(2050)
        person.contact.reachable, person.contact.phone, person.contact.palika = "phone", PHONE, PALIKA
        person.contact.phone_owner, person.contact.channels = "mine", ("call",)
        person.livelihood.trades_wanted = ("tailoring",)
        if person.journey is not None and person.harm is not None:
            stays.put(person.journey, Stay(id=uuid4(), where="india"))
            person.harm.note = "केही कुरा"
        save(session, case.id, person)
        return case.id


def rows(someone: Someone, case_id: UUID) -> Ids:
    """A note, what she does now, a follow-up, a business and what she was given for it."""
    today, enrolment = clock.today(), uuid4()
    with acting(someone) as session:
        keyring(session).open_folders(session, [case_id])
        case = session.get_one(Case, case_id)
        note = add_note(session, someone.user, case, note_id=uuid4(), words="फेरि भेट्ने")
        business = begin(session, case, uuid4(), {"trade": "tailoring", "stage": "running"})
        given = Support(uuid4(), "toolkit", today, None)
        give(session, case, business, given)
        said = {"what": "looking", "channel": "came", "asked_on": today}
        activity = write_activity(session, case, uuid4(), said)
        plan(session, someone.user, case_id, enrolment, today - timedelta(days=100))
        made = {"note": note.id, "business": business.id, "given": given.id, "activity": activity.id}
        return _text({**made, "followup": follow_up_id(enrolment, 3)})


def plans(someone: Someone, case_id: UUID) -> Ids:
    """A goal, a step, a referral to somebody outside; the ids of her time away and of the talk."""
    from casework.consent.queries import records
    from casework.people.actions import read_person

    today = clock.today()
    with acting(someone) as session:
        keyring(session).open_folders(session, [case_id])
        case = session.get_one(Case, case_id)
        goal = add_goal(session, someone.user, case, goal_id=uuid4(), dimension="economic", words="काम")
        step = add_action(
            session, someone.user, case, action_id=uuid4(), words="सोध्ने", due_on=today, by_user=None
        )
        told = Told("legal_aid", "", "ज्याला", "", None, today)
        outside = write_down(session, someone.user, case, told, row_id=uuid4())
        journey = read_person(session, case_id, someone.ring).journey
        assert journey is not None
        first = records(session, case_id)[0]
        made = {"goal": goal.id, "step": step.id, "outside": outside.id}
        return _text({**made, "stay": journey.stays[0].id, "record": first.id})


def paper(someone: Someone, case_id: UUID) -> Ids:
    """A picture that belongs to a file."""
    made, content = uuid4(), redrawn(picture())
    with acting(someone) as session:
        keyring(session).open_folders(session, [case_id])
        case = session.get_one(Case, case_id)
        attach(
            session,
            someone.user,
            case,
            attachment_id=made,
            what=What.LETTER,
            name="एउटा चिठी",
            kind=kind_of(content),
            content=content,
        )
    return {"paper": str(made)}


def closed(someone: Someone) -> str:
    """A file that was closed."""
    case_id = file(someone, "कान्छी")
    with acting(someone) as session:
        keyring(session).open_folders(session, [case_id])
        close(session, someone.user, case_id, closure_id=uuid4(), reason="goals_met")
    return str(case_id)


def to_erase(someone: Someone) -> str:
    """A file that somebody asks to be erased."""
    case_id = file(someone, "चमेली")
    with acting(someone) as session:
        keyring(session).open_folders(session, [case_id])
        case = session.get_one(Case, case_id)
        ask(session, someone.user, case, request_id=uuid4(), basis=Ground.HER_WISH)
    return str(case_id)


def imported(someone: Someone, until: ImportState) -> str:
    """An import at a point of its way, with lines that failed."""
    with acting(someone) as session:
        table = of_csv(as_csv(lines(4, 1)))
        made = imports.take_in(session, someone.user, import_id=uuid4(), table=table, calendar="ad")
        session.flush()
        if until is not ImportState.CHECKED:
            stated = imports.Statement(Basis.ASKED, clock.today())
            imports.start(session, someone.user, made.id, stated)
        while until is ImportState.DONE and made.state is not ImportState.DONE:
            imports.go_on(session, someone.user, made.id)
        return str(made.id)


def _text(ids: dict[str, UUID]) -> Ids:
    return {name: str(one) for name, one in ids.items()}
