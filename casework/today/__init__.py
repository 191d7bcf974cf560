"""My day: what asks for attention, in neutral words; owns no table."""
