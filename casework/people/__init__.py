"""Who she is: the seven compartments of a file."""
