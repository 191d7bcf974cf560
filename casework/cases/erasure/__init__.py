"""Erasing one woman's file: asked for by one person, confirmed by another, gone everywhere."""
