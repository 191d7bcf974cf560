"""One woman on one page, and her timeline; owns no table."""
