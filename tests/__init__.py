"""What the product promises, as tests: one folder a room, journeys through the pages, rules of the house."""
