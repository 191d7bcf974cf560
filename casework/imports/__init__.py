"""A file of rows from elsewhere: read, tried without effect, brought in by parts, tried again."""
