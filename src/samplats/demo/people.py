"""The people of the demo: one for every role, all invented, and the organisations they belong to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tenant:
    """A body that owns a room: kind is municipality, county or cooperation."""

    slug: str
    name: str
    kind: str
    code: str


@dataclass(frozen=True)
class Body:
    """An organisation: kind is public, private or association; `tenant` is where it works."""

    slug: str
    name: str
    kind: str
    tenant: str


@dataclass(frozen=True)
class Person:
    """A user with roles out of co_ordinator, analyst, reporter, member, leadership, administrator, coach, county."""

    key: str
    name: str
    email: str
    tenant: str
    organisation: str
    roles: tuple[str, ...]
    places: tuple[str, ...] = ()
    """Slugs of the places a coach follows; empty for all."""
    closed_groups: tuple[str, ...] = ()
    says: str = ""
    """One line for the sign-in page, in Swedish."""


TENANTS = (
    Tenant("exempelkoping", "Exempelköpings kommun", "municipality", "9901"),
    Tenant("grannkoping", "Grannköpings kommun", "municipality", "9902"),
    Tenant("exempellan", "Länsstyrelsen i Exempellän", "county", "99"),
)

BODIES = (
    Body("kommunen", "Exempelköpings kommun", "public", "exempelkoping"),
    Body("polisen", "Polisen, lokalpolisområde Exempelköping", "public", "exempelkoping"),
    Body("raddningstjansten", "Räddningstjänsten", "public", "exempelkoping"),
    Body("exempelbostader", "Exempelbostäder AB", "private", "exempelkoping"),
    Body("centrumhandlarna", "Centrumhandlarna i Exempelköping", "association", "exempelkoping"),
    Body("nattvandrarna", "Nattvandrarna i Exempelköping", "association", "exempelkoping"),
    Body("exempeltrafiken", "Exempeltrafiken", "private", "exempelkoping"),
    Body("park-och-gata", "Park och gata", "public", "exempelkoping"),
    Body("bjorkskolan", "Björkskolan", "public", "exempelkoping"),
    Body("lugnvikens-byalag", "Lugnvikens byalag", "association", "exempelkoping"),
    Body("fritid", "Fritid Exempelköping", "public", "exempelkoping"),
    Body("batklubben", "Hamnens båtklubb", "association", "exempelkoping"),
    Body("grannkopings-kommun", "Grannköpings kommun", "public", "grannkoping"),
    Body("lansstyrelsen", "Länsstyrelsen i Exempellän", "public", "exempellan"),
)

PEOPLE = (
    Person("ada", "Ada Ek", "ada.ek@exempelkoping.example", "exempelkoping", "kommunen", ("co_ordinator",),
           says="Samordnar det trygghetsskapande arbetet"),
    Person("bo", "Bo Lind", "bo.lind@exempelbostader.example", "exempelkoping", "exempelbostader", ("member",),
           says="Fastighetsägare, deltar i samverkan"),
    Person("cai", "Cai Berg", "cai.berg@grannkoping.example", "grannkoping", "grannkopings-kommun", ("co_ordinator",),
           says="Samordnar i grannkommunen"),
    Person("dora", "Dora Sand", "dora.sand@exempelkoping.example", "exempelkoping", "kommunen", ("member",),
           closed_groups=("social-insatsgrupp",), says="Socialtjänsten, med i en sluten grupp"),
    Person("elin", "Elin Holm", "elin.holm@polisen.example", "exempelkoping", "polisen", ("analyst",),
           says="Analytiker, läser in och analyserar händelser"),
    Person("farid", "Farid Nord", "farid.nord@nattvandrarna.example", "exempelkoping", "nattvandrarna", ("reporter",),
           says="Nattvandrare, rapporterar från fältet"),
    Person("gun", "Gun Dahl", "gun.dahl@exempelkoping.example", "exempelkoping", "kommunen", ("leadership",),
           says="Kommunstyrelsens ordförande"),
    Person("hugo", "Hugo Ås", "hugo.as@exempelkoping.example", "exempelkoping", "kommunen", ("administrator",),
           says="Sköter användare, logg och gallring"),
    Person("iris", "Iris Vik", "iris.vik@platscoach.example", "exempelkoping", "kommunen", ("coach",),
           places=("stationstorget", "lugnvikens-centrum"), says="Processtöd för platser i tre kommuner"),
    Person("jon", "Jon Mark", "jon.mark@exempellan.example", "exempellan", "lansstyrelsen", ("county",),
           says="Länssamordnare, ser det som lämnats ut"),
)  # fmt: skip


@dataclass(frozen=True)
class Reporter:
    """Somebody who reports and does nothing else; not among those whom one signs in as."""

    key: str
    name: str
    email: str
    organisation: str
    is_calm: bool = False
    """Says this week that there was nothing to report."""


REPORTERS = (
    Reporter("kim", "Kim Ros", "kim.ros@exempelbostader.invalid", "exempelbostader"),
    Reporter("lars", "Lars Falk", "lars.falk@exempelbostader.invalid", "exempelbostader"),
    Reporter("mina", "Mina Dal", "mina.dal@exempelbostader.invalid", "exempelbostader", is_calm=True),
    Reporter("nour", "Nour Sten", "nour.sten@centrumhandlarna.invalid", "centrumhandlarna"),
    Reporter("olle", "Olle Gran", "olle.gran@centrumhandlarna.invalid", "centrumhandlarna", is_calm=True),
    Reporter("pia", "Pia Vall", "pia.vall@nattvandrarna.invalid", "nattvandrarna"),
    Reporter("rami", "Rami Berg", "rami.berg@exempeltrafiken.invalid", "exempeltrafiken"),
    Reporter("siv", "Siv Moss", "siv.moss@exempeltrafiken.invalid", "exempeltrafiken"),
    Reporter("tove", "Tove Hed", "tove.hed@park-och-gata.invalid", "park-och-gata"),
    Reporter("ulf", "Ulf Kvist", "ulf.kvist@park-och-gata.invalid", "park-och-gata"),
    Reporter("vera", "Vera Lilja", "vera.lilja@bjorkskolan.invalid", "bjorkskolan"),
    Reporter("ville", "Ville Ek", "ville.ek@lugnvikens-byalag.invalid", "lugnvikens-byalag", is_calm=True),
    Reporter("ylva", "Ylva Asp", "ylva.asp@fritid.invalid", "fritid"),
    Reporter("ake", "Åke Brygga", "ake.brygga@batklubben.invalid", "batklubben"),
)

# Who tells of what this week, and how many minutes before Monday it happened. The boat club has stopped.
REPORTED = (
    ("kim", "E1", 320), ("kim", "G1", 2100), ("lars", "G2", 1500), ("nour", "F4", 1700), ("nour", "C1", 180),
    ("farid", "A1", 95), ("farid", "B3", 140), ("pia", "D2", 230), ("rami", "A5", 400), ("tove", "G1", 900),
    ("ulf", "G2", 700), ("vera", "E2", 1260),
)  # fmt: skip
