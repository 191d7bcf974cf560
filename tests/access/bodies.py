"""A valid body for every route that takes one. REVISION and SEEN are read from the form's own page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pyotp

from auth.break_glass_models import BreakGlass
from auth.second_step_setting import phone_secret
from auth.session import resume
from casework.consent.purposes import Purpose
from casework.core import clock
from casework.core.calendar import to_bs
from casework.core.db import db
from tests.access.scene import RECOVERY_CODE, Scene
from tests.imports.lists import as_csv, lines
from tests.support.contents import picture
from tests.support.people import PASSPHRASE

Body = dict[str, Any]
A_MONTH = timedelta(days=30)
FROM_PAGE = ("revision", "seen")
REVISION = {"revision": "?"}
SEEN = {"seen": "?"}
NEW = {
    "passphrase": "eleven slow clouds over the pass",
    "passphrase_again": "eleven slow clouds over the pass",
}
NAMED = {"name_ne": "नयाँ", "name_en": "New"}
COURSE = {"title_ne": "बुनाइ", "title_en": "Knitting", "trade": "knitting", "hours": "120"}
AGREED = {"keep": "yes", "count": "yes", "call": "yes", "message": "no", "visit": "no"}
SUPPORT = {"kind": "toolkit", "value": "5000"}
BUSINESS = {"trade": "tailoring", "stage": "growing"}
WISH = {"course": "tailoring", "parts": ["identity", "contact"], "until": "12"}
OUTSIDE = {"service": "legal_aid", "what_for": "ज्याला"}


def new() -> Body:
    """The id of what a form will make."""
    return {"new_id": str(uuid4())}


def on(field: str, day: Any = None) -> Body:
    """A day as its three boxes come back; today if none is named."""
    bs = to_bs(day or clock.today())
    return {field: ["bs", str(bs.year), str(bs.month), str(bs.day)]}


def talk() -> Body:
    """How a conversation went."""
    said = {"method": "in_person", "how_said": "signature", "explained_language": "nepali"}
    return {**said, "explained_by": "आशा", **on("given_on")}


def somebody() -> Body:
    """Somebody new, with a role that every organisation gives."""
    return {**new(), **NAMED, "login": "new.person", "roles": ["administrator"]}


def a_list() -> Body:
    """A file to bring in."""
    return {"file": (BytesIO(as_csv(lines(3))), "list.csv")}


def asked() -> Body:
    """What she does now."""
    return {"channel": "came", "what": "job", **on("asked_on")}


def cohort_of(scene: Scene) -> Body:
    """A cohort of the course of the scene."""
    told = {"title": "मंसिर समूह", "palika": "20104", "places": "20", "waiting_places": "5"}
    return {**new(), **told, "course": scene.ids["course"], **on("first_day")}


def roll(scene: Scene) -> Body:
    """The one line of a roll."""
    return {f"mark-{scene.ids['enrolment']}": "present", f"was-{scene.ids['enrolment']}": ""}


def digits(scene: Scene, column: str) -> Body:
    """The check digits of her own organisation's sheets."""
    someone = scene.someone(column) or scene.world.asha
    with scene.world.app.app_context():
        row = db.session.get_one(BreakGlass, someone.organisation_id)
        return {"check": row.check_a, "check_a": row.check_a, "check_b": row.check_b}


def given_to(scene: Scene, column: str) -> Body:
    """The owner's file, given to somebody who works with whoever asks."""
    taker = scene.world.bina if column.startswith("other_") else scene.world.sunita
    return {"case": scene.ids["file"], "to_user": str(taker.id)}


def sent(scene: Scene) -> Body:
    """A referral to the network."""
    with scene.world.app.app_context():
        return {"network": str(scene.world.ring("network").id), **WISH}


def agreed_to_send(scene: Scene) -> Body:
    """The same, with her answers."""
    return {**sent(scene), **new(), "share": "yes", "tell_back": "yes", "count_there": "no", **talk()}


def agreed_to_talk(scene: Scene) -> Body:
    """A talk with a caseworker that she wants."""
    with scene.world.app.app_context():
        partner = str(scene.world.ring("a").id)
    return {**new(), "partner": partner, "name": "लक्ष्मी", "way": "network", "agreed": "yes", **talk()}


def agreed_to_pass(scene: Scene) -> Body:
    """A file that she wants at the other partner."""
    with scene.world.app.app_context():
        partner = str(scene.world.ring("b").id)
    return {**new(), "partner": partner, "why": "सर्नुभयो", "agreed": "yes", **talk()}


def of_phone(scene: Scene, column: str) -> Body:
    """What a phone shows that has read the page of whoever asks."""
    cookie = scene.client(column).get_cookie("sahayatri")
    with scene.world.app.app_context():
        live = resume(db.session, scene.world.secrets, cookie.value) if cookie else None
        shown = pyotp.TOTP(phone_secret(scene.world.secrets, live)).now() if live else "123456"
    return {"code": shown, "passphrase": PASSPHRASE}


FIXED: dict[str, Callable[[], Body]] = {
    "attachments.away": lambda: {"sure": "yes"},
    "attachments.keep": lambda: {**new(), "what": "letter", "file": (BytesIO(picture()), "photo.jpg")},
    "auth.add_key": lambda: {"name": "नीलो", "passphrase": PASSPHRASE, "credential": "{}"},
    "auth.change_account": lambda: {"language": "en", "calendar": "bs"},
    "auth.change_organisation": lambda: NAMED,
    "auth.change_passphrase": lambda: {"old_passphrase": PASSPHRASE, **NEW},
    "auth.change_roles": lambda: {"roles": ["caseworker"]},
    "auth.end_sessions": lambda: {"which": "others"},
    "auth.forgotten": lambda: {"login": "bina", "code": RECOVERY_CODE, **NEW},
    "auth.come_back": lambda: {"roles": ["caseworker"]},
    "auth.leave": lambda: {"anyway": "1"},
    "auth.invite": somebody,
    "auth.invite_first": somebody,
    "auth.join": lambda: NEW,
    "auth.keep_partner": lambda: SEEN,
    "auth.let_in": lambda: SEEN,
    "auth.let_second_in": lambda: SEEN,
    "auth.make_one": lambda: {**new(), **NAMED, "kind": "partner"},
    "auth.make_code": lambda: {"passphrase": PASSPHRASE},
    "auth.make_codes": lambda: {"passphrase": PASSPHRASE},
    "auth.preferences": lambda: {"lang": "en", "next": "/"},
    "auth.remove_step": lambda: {"which": "phone", "passphrase": PASSPHRASE},
    "auth.renew_keys": lambda: {"old_passphrase": PASSPHRASE, **NEW},
    "auth.reset_step": lambda: {"reason": "lost"},
    "auth.second_now": lambda: {"code": "123456"},
    "auth.sign_in_now": lambda: {"login": "bina", "passphrase": PASSPHRASE},
    "casefile.ask_correction": lambda: {**new(), "part": "about", "says": "अर्को थर", "outcome": "now"},
    "casefile.close_file": lambda: {**new(), "reason": "goals_met"},
    "casefile.make_copy": lambda: {
        "to_whom": "her",
        "lang": "ne",
        "sections": ["about", "looked"],
        "private": "yes",
    },
    "casefile.make_goal": lambda: {**new(), "words": "काम", "dimension": "social"},
    "casefile.make_note": lambda: {**new(), "words": "भेटियो", **on("day")},
    "casefile.make_step": lambda: {**new(), "words": "सोध्ने", **on("due_on")},
    "casefile.number": lambda: {"anyway": "yes"},
    "casefile.reopen_file": new,
    "casefile.safe": lambda: {"answer": "yes", **on("next_on")},
    "casefile.save_goal": lambda: {**REVISION, "words": "पसल", "dimension": "social", "state": "open"},
    "casefile.save_note": lambda: {**REVISION, "words": "भेटियो"},
    "casefile.save_part": lambda: REVISION,
    "casefile.save_stay": lambda: {**REVISION, "where": "nepal"},
    "casefile.save_step": lambda: {"outcome": "done"},
    "cases.give_reason": lambda: {**new(), "reason": "covers"},
    "cases.search_files": lambda: {"text": "मनमाया"},
    "cases.similar": lambda: {"name": "मनमाया"},
    "consent.stopped": lambda: {"purposes": [Purpose.CALL.value], "method": "in_person"},
    "consent.stopped_sharing": lambda: {"sure": "yes"},
    "consent.talked": lambda: {**new(), **AGREED, **talk(), "slip": "no_paper"},
    "enterprise.change_business": lambda: {**REVISION, **BUSINESS},
    "enterprise.change_support": lambda: {**SUPPORT, **on("on")},
    "enterprise.make_business": lambda: {**new(), **BUSINESS},
    "enterprise.make_support": lambda: {**new(), **SUPPORT, **on("on")},
    "erasure.ask": lambda: {**new(), "basis": "her_wish"},
    "erasure.confirm": lambda: {"sure": "yes"},
    "few.leave": lambda: {"whom": "alone", "passphrase": PASSPHRASE},
    "followup.change_activity": lambda: {**REVISION, **asked()},
    "followup.do_follow_up": lambda: {**REVISION, **asked()},
    "followup.make_activity": lambda: {**new(), **asked()},
    "imports.again": a_list,
    "imports.start": lambda: {"basis": "asked", "method": "in_person", **on("agreed_on")},
    "imports.take_in": lambda: {**new(), **a_list(), "calendar": "ad"},
    "logbook.compare": lambda: {"number": "1", "digits": "12345 12345 12345 12345 12345"},
    "logframe.save": lambda: {**REVISION, "target": "120", "baseline": "80", "note": "योजना"},
    "opening.agreed": lambda: {
        **new(),
        "form_name": "FirstTalkForm",
        **AGREED,
        **talk(),
        "name": "झुमा",
        "reachable": "none",
        "under_18": "no",
        "slip": "no_paper",
    },
    "referrals.came_of_it": lambda: {**REVISION, "result": "पत्र लेखियो", **on("result_on")},
    "referrals.decline": lambda: {"reason": "no_place"},
    "referrals.refuse_passing": lambda: {"reason": "nobody_free"},
    "referrals.propose_phone": lambda: {"phone": "9800000999"},
    "referrals.refuse_talk": lambda: {"reason": "nobody_free"},
    "referrals.stopped": lambda: {"sure": "yes"},
    "referrals.stopped_talk": lambda: {"sure": "yes"},
    "referrals.take_phone": lambda: {"choose": "take"},
    "referrals.went_elsewhere": lambda: {**new(), **OUTSIDE, **on("day")},
    "retention.keep": lambda: {**new(), "words": "मुद्दा", **on("review_on", clock.today() + A_MONTH)},
    "retention.set_period": lambda: {"years": "3"},
    "tokens.make": lambda: {**new(), "name": "chart", "lasts": "90", "passphrase": PASSPHRASE},
    "training.change_course": lambda: COURSE,
    "training.found": lambda: {"name": "लक्ष्मी"},
    "training.make_class": lambda: on("day"),
    "training.make_course": lambda: {**new(), **COURSE},
    "training.save_name": lambda: {"name": "लक्ष्मी"},
    "training.save_outcome": lambda: {
        **REVISION,
        **on("completed_on"),
        "level": "L1",
        **on("on"),
        "result": "passed",
        **on("left_on"),
    },
}
OF_THE_SCENE: dict[str, Callable[[Scene], Body]] = {
    "referrals.asked_for_talk": agreed_to_talk,
    "referrals.pass_on": agreed_to_pass,
    "referrals.preview": sent,
    "referrals.send": agreed_to_send,
    "referrals.take_over": lambda scene: {"to_user": str(scene.world.bina.id)},
    "training.complete_some": lambda scene: {**on("on"), "who": scene.ids["enrolment"]},
    "training.end_now": lambda scene: {**on("on"), f"how-{scene.ids['enrolment']}": "completed"},
    "training.enrol_now": lambda scene: {**new(), "cohort": scene.ids["cohort"]},
    "training.make_cohort": cohort_of,
    "training.save": roll,
    "training.save_cohort": lambda scene: {**cohort_of(scene), **REVISION},
}
OF_WHOEVER_ASKS: dict[str, Callable[[Scene, str], Body]] = {
    "auth.add_phone": of_phone,
    "auth.confirm_sheets": digits,
    "cases.hand_over_now": given_to,
}


def body_of(endpoint: str, scene: Scene, column: str) -> Body:
    """A valid body, fresh for every request. Nothing to fill in is an empty one."""
    if endpoint in OF_WHOEVER_ASKS:
        return OF_WHOEVER_ASKS[endpoint](scene, column)
    if endpoint in OF_THE_SCENE:
        return OF_THE_SCENE[endpoint](scene)
    return dict(FIXED.get(endpoint, dict)())
