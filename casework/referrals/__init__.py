"""To partners: offered, accepted, declined, lapsed, recalled, withdrawn, done. To others: recorded only."""
