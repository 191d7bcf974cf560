"""The catalogue of courses."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from auth.policy import Permission, requires
from casework.core.db import db
from casework.core.i18n import _, language
from casework.training.actions import keep_course
from casework.training.forms import COURSE_FIELDS, CourseForm
from casework.training.models import Course
from casework.training.queries import courses_of, find_course
from casework.training.views.blueprint import blueprint


@blueprint.get("/courses")
@requires(Permission.TRAINING)
def courses() -> ResponseReturnValue:
    """What we teach."""
    rows = db.session.scalars(courses_of(current_user).order_by(Course.title_ne, Course.id)).all()
    return render_template("training/courses.html", courses=rows)


@blueprint.get("/courses/new")
@requires(Permission.TRAINING)
def new_course() -> ResponseReturnValue:
    """The form of a new course."""
    return render_template("training/course.html", form=CourseForm(), course=None)


@blueprint.post("/courses/new")
@requires(Permission.TRAINING)
def make_course() -> ResponseReturnValue:
    """A new course."""
    form = CourseForm()
    if not form.validate_on_submit():
        return render_template("training/course.html", form=form, course=None), 422
    return _keep(form, form.new_id.data)


@blueprint.get("/courses/<uuid:course_id>")
@requires(Permission.TRAINING)
def course(course_id: UUID) -> ResponseReturnValue:
    """A course, to be changed."""
    found = find_course(db.session, current_user, course_id)
    return render_template("training/course.html", form=CourseForm(obj=found), course=found)


@blueprint.post("/courses/<uuid:course_id>")
@requires(Permission.TRAINING)
def change_course(course_id: UUID) -> ResponseReturnValue:
    """A course, changed."""
    found = find_course(db.session, current_user, course_id)
    form = CourseForm(obj=found)
    if not form.validate_on_submit():
        return render_template("training/course.html", form=form, course=found), 422
    return _keep(form, found.id)


def _keep(form: CourseForm, course_id: UUID) -> ResponseReturnValue:
    fields = {name: form[name].data or "" for name in COURSE_FIELDS}
    keep_course(db.session, current_user, course_id, fields)
    flash(_("The course is saved."))
    return redirect(url_for("training.courses"), 303)


def course_choices() -> list[tuple[str, str]]:
    """Our courses, to choose one."""
    rows = db.session.scalars(courses_of(current_user))
    return sorted(((str(c.id), c.title(language())) for c in rows), key=lambda pair: pair[1])
