"""Files that one or two people of the organisation read, and nobody else there knows of."""
