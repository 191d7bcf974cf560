"""The demo: invented organisations, people and women, made through the actions that the pages call."""
