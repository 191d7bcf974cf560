"""Who saw and changed what. Append-only, chained, ids only."""
