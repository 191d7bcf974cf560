"""What she does now, and asking again at three, six and twelve months."""
