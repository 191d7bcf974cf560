"""A whole file passes on to another partner, because she wants to be helped there from now on."""
