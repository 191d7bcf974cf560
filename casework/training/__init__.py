"""Courses, cohorts, enrolments, classes and their rolls, tests and certificates."""
