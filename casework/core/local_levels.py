"""Provinces, districts and the 753 local levels of Nepal, from `data/places/`.

Codes are the government's: province (1 digit), district (3), local level (5).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from casework.core import datafiles


class PalikaKind(StrEnum):
    """The four kinds of local level."""

    METROPOLITAN = "MC"
    SUB_METROPOLITAN = "SMC"
    MUNICIPALITY = "M"
    RURAL = "RM"

    def label(self, lang: str) -> str:
        """The kind as it follows a name."""
        return _KINDS[self][lang]


_KINDS: dict[PalikaKind, dict[str, str]] = {
    PalikaKind.METROPOLITAN: {"en": "Metropolitan City", "ne": "महानगरपालिका"},
    PalikaKind.SUB_METROPOLITAN: {"en": "Sub-Metropolitan City", "ne": "उपमहानगरपालिका"},
    PalikaKind.MUNICIPALITY: {"en": "Municipality", "ne": "नगरपालिका"},
    PalikaKind.RURAL: {"en": "Rural Municipality", "ne": "गाउँपालिका"},
}


@dataclass(frozen=True)
class Province:
    """One of the 7 provinces."""

    code: int
    name_en: str
    name_ne: str

    def label(self, lang: str) -> str:
        return self.name_ne if lang == "ne" else self.name_en


@dataclass(frozen=True)
class District:
    """One of the 77 districts; `province` is the code of its province."""

    code: int
    province: int
    name_en: str
    name_ne: str

    def label(self, lang: str) -> str:
        return self.name_ne if lang == "ne" else self.name_en


@dataclass(frozen=True)
class Palika:
    """A local level (पालिका); `aliases` are other spellings in either script."""

    code: int
    province: int
    district: int
    kind: PalikaKind
    name_en: str
    name_ne: str
    aliases: tuple[str, ...]
    wards: int

    def label(self, lang: str) -> str:
        """The name with its kind."""
        name = self.name_ne if lang == "ne" else self.name_en
        return f"{name} {self.kind.label(lang)}"


@cache
def provinces() -> tuple[Province, ...]:
    """All provinces, by code."""
    rows = datafiles.rows("places/provinces.csv")
    return tuple(Province(int(row["code"]), row["name_en"], row["name_ne"]) for row in rows)


@cache
def districts(province: int | None = None) -> tuple[District, ...]:
    """The districts of a province, or all, by code."""
    if province is not None:
        return tuple(one for one in districts() if one.province == province)
    return tuple(
        District(int(row["code"]), int(row["province"]), row["name_en"], row["name_ne"])
        for row in datafiles.rows("places/districts.csv")
    )


@cache
def palikas(district: int | None = None) -> tuple[Palika, ...]:
    """The local levels of a district, or all, by code."""
    if district is not None:
        return tuple(one for one in palikas() if one.district == district)
    return tuple(map(_palika, datafiles.rows("places/palikas.csv")))


def province(code: int) -> Province | None:
    """The province of a code, if there is one."""
    return next((one for one in provinces() if one.code == code), None)


def district(code: int) -> District | None:
    """The district of a code, if there is one."""
    return next((one for one in districts() if one.code == code), None)


def palika(code: int) -> Palika | None:
    """The local level of a code, if there is one."""
    return _by_code().get(code)


@cache
def _by_code() -> dict[int, Palika]:
    return {one.code: one for one in palikas()}


def _palika(row: dict[str, str]) -> Palika:
    return Palika(
        code=int(row["code"]),
        province=int(row["province"]),
        district=int(row["district"]),
        kind=PalikaKind(row["type"]),
        name_en=row["name_en"],
        name_ne=row["name_ne"],
        aliases=tuple(alias for alias in (row["alt_en"], row["alt_ne"]) if alias),
        wards=int(row["wards"]),
    )
