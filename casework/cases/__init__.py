"""A woman's file as work: opened, assigned, planned, noted, closed, opened again."""
