"""Facts for statistics: codes, sealed to the reporting ring, and nothing else."""
