"""Copies of the whole instance, bringing one back, and the pepper that closes old ones."""
