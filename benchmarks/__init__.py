"""The measured goals, each a ratio of two things timed in the same run, so that any machine will do."""
