"""Indicators of the programme: what was published, beside what the office set out to reach."""
