"""How exactly the time and the place of an incident are known: the analyses' own words for it."""

from samplats.analyses.rules.precision import PlacePrecision, TimePrecision

__all__ = ["PlacePrecision", "TimePrecision"]
