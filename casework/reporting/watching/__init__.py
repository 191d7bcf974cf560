"""Who asked for which table: the auditor's page, and the patterns that it points at."""
