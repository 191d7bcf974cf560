"""What the rooms stand on. It holds no domain word."""
