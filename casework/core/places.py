"""Places of Nepal: provinces, districts, local levels, and finding one by its name."""

from casework.core.local_levels import (
    District,
    Palika,
    PalikaKind,
    Province,
    district,
    districts,
    palika,
    palikas,
    province,
    provinces,
)
from casework.core.place_search import find_palika

__all__ = [
    "District",
    "Palika",
    "PalikaKind",
    "Province",
    "district",
    "districts",
    "find_palika",
    "palika",
    "palikas",
    "province",
    "provinces",
]
