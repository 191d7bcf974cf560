"""The ways out: published tables as files, as a report on paper, and for other programs."""
