"""A talk with a caseworker: asked for by a network, without a reason and without a key to her file."""
