"""Businesses, and what was given for them."""
