"""Documents, pictures and recordings that belong to a file."""
