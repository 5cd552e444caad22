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
           places=("stationstorget", "lugnvikens-centrum"), says="Processtöd för två platser"),
    Person("jon", "Jon Mark", "jon.mark@exempellan.example", "exempellan", "lansstyrelsen", ("county",),
           says="Länssamordnare, ser det som lämnats ut"),
)  # fmt: skip
