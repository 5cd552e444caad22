"""The other municipalities of Exempellän: small, without incidents of their own, each somewhere else in the steps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SmallPlace:
    """A place as a rectangle of metres around a point; its work began `weeks` ago (0: it has not begun).

    What was due before the last `still` weeks is done: since then nothing has been written down.
    """

    name: str
    kind: str
    longitude: float
    latitude: float
    metres: float
    variant: str = "standard_12m"
    weeks: int = 0
    still: int = 0
    is_coached: bool = False


@dataclass(frozen=True)
class Small:
    """A municipality with its places; `leader` leads them, `shares` is how it hands its steps to the county."""

    slug: str
    name: str
    code: str
    leader: tuple[str, str]
    shares: str
    places: tuple[SmallPlace, ...]


COUNTY = "exempellan"
COACH = "iris"

SMALL = (
    Small(
        "grannkoping", "Grannköpings kommun", "9902", ("Cai Berg", "cai.berg@grannkoping.example"), "month",
        (
            SmallPlace("Rådhustorget", "centre", 16.91, 59.61, 180, weeks=31, is_coached=True),
            SmallPlace("Västra stationen", "station", 16.88, 59.60, 150, weeks=8),
        ),
    ),
    Small(
        "skogsbygd", "Skogsbygds kommun", "9903", ("Maja Fors", "maja.fors@skogsbygd.invalid"), "change",
        (
            SmallPlace("Kvarnfors", "village", 16.21, 59.82, 900),
            SmallPlace("Norrbyn", "village", 16.15, 59.88, 1100, "four_step_12m", weeks=41, is_coached=True),
            SmallPlace("Sågbacken", "village", 16.28, 59.85, 700, "four_step_12m", weeks=17, still=9, is_coached=True),
        ),
    ),
    Small(
        "amynne", "Åmynne kommun", "9904", ("Leo Brand", "leo.brand@amynne.invalid"), "",
        (SmallPlace("Åmynne centrum", "centre", 17.20, 59.40, 220, "full_24m", weeks=63, still=7),),
    ),
)  # fmt: skip
