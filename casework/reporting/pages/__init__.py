"""The pages of the numbers: what stands on them, and how it is drawn. They read published cells."""
