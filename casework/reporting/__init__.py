"""Numbers that never point at a person: releases, protected cells and the pages that show them."""
