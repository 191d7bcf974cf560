"""Who did what in an organisation, for those who answer for it. Owns no table."""
