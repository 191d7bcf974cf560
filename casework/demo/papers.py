"""Documents of the demo: one invented sample, drawn by us, in the place where a real one would lie."""

from __future__ import annotations

from uuid import UUID

from auth.models import User
from casework.cases.attachments.actions import attach
from casework.cases.attachments.kinds import kind_of
from casework.cases.attachments.models import What
from casework.cases.attachments.pictures import redrawn
from casework.cases.attachments.sample import sample
from casework.cases.queries import find
from casework.core.db import new_id
from casework.demo.scene import Scene

NAME = "नमुना प्रमाणपत्र"


def keep_sample(scene: Scene, user: User, case_id: UUID, enrolment_id: UUID) -> None:
    """The photo of a certificate, beside the course in which it was earned."""
    case, content = find(scene.session, user, case_id), redrawn(sample())
    scene.load(case)
    attach(
        scene.session,
        user,
        case,
        attachment_id=new_id(),
        what=What.CERTIFICATE,
        name=NAME,
        kind=kind_of(content),
        content=content,
        about=enrolment_id,
    )
