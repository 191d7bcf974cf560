"""Whatever comes out over HTTP, in whatever format."""
