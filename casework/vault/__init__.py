"""Folders, grants, sealed rows and the register: who can open what, and nothing about why."""
