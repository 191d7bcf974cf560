"""Published numbers for other programs: tokens, answers as JSON, and their description."""
