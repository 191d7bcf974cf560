"""The ground that tests stand on: databases, a client that checks pages, Chromium, the network guard."""
