"""What needs the reporting ring: the keys of the statistics, the inbox, the sealed snapshot."""
