"""The pages of training: courses, cohorts, rolls, enrolments."""

from casework.training import closing, told
from casework.training.views import cohorts, courses, ending, enrolling, enrolments, rolls
from casework.training.views.blueprint import blueprint

__all__ = ["blueprint", "closing", "cohorts", "courses", "ending", "enrolling", "enrolments", "rolls", "told"]
