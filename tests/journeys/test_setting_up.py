"""A real instance, set up from nothing: three organisations, their people, their keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.journeys import founding
from tests.journeys.founding import Person
from tests.journeys.steps import open_file
from tests.journeys.walker import Walker
from tests.support.chromium import Device
from tests.support.instances import Instance
from tests.support.server import CHEAP, PRODUCT, Server

pytestmark = pytest.mark.journey

OFFICE = {"ne": "कार्यक्रम कार्यालय", "en": "Programme office"}
PARTNER = {"ne": "इन्द्रेणी", "en": "Indreni"}
NETWORK = {"ne": "सङ्गिनी सञ्जाल", "en": "Sangini network"}

ADINA = Person("adina", "आदिना", "Adina", ("Administrator",))
OJASWI = Person("ojaswi", "ओजस्वी", "Ojaswi", ("Statistics officer",))
SUNITA = Person("sunita", "सुनिता", "Sunita", ("Supervisor", "Administrator"))
NANI = Person("nani", "नानी", "Nani", ("Coordinator", "Administrator"))
ASHA = Person("asha", "आशा", "Asha", ("Caseworker",))


@dataclass
class House:
    """A server with nothing on it, and devices for whoever comes."""

    server: Server
    device: Callable[..., Device]
    lang: str

    def newcomer(self) -> Walker:
        """Somebody with a device of her own."""
        return Walker(self.device(self.server), self.lang)

    @property
    def code(self) -> str:
        """What stood on the console when the instance was prepared."""
        return (self.server.instance.folder / "set-up-code").read_text()


@pytest.fixture
def house(
    serve: Callable[..., Server], instance: Instance, device: Callable[..., Device], lang: str
) -> House:
    """In Nepali with passphrases at their full price; once is enough."""
    return House(serve(instance, app=PRODUCT if lang == "ne" else CHEAP), device, lang)


def test_three_organisations_begin_and_a_caseworker_can_refer(house: House) -> None:
    adina = house.newcomer()
    founding.set_up_office(adina, house.code, OFFICE, ADINA)
    founding.print_sheets(adina, make=True)
    ojaswi = founding.join(house.newcomer(), founding.invite(adina, OJASWI))
    sunita = _begin(house, adina, "Partner organisation", PARTNER, SUNITA)
    nani = _begin(house, adina, "Returnee network", NETWORK, NANI)
    keepers = {OFFICE[house.lang]: ojaswi, PARTNER[house.lang]: sunita, NETWORK[house.lang]: nani}
    founding.compare_all(keepers)
    asha = founding.join(house.newcomer(), founding.invite(sunita, ASHA))
    founding.let_in(sunita, asha, ASHA)
    open_file(asha)
    asha.click("Refer her to a course")
    asha.sees(NETWORK[house.lang])


def _begin(house: House, adina: Walker, kind: str, names: dict[str, str], first: Person) -> Walker:
    """An organisation, its first person by her link, its sheets."""
    walker = founding.join(house.newcomer(), founding.add_organisation(adina, kind, names, first))
    founding.print_sheets(walker)
    return walker
