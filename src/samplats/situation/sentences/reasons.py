"""Why a figure is missing, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.foundation.ui.numbers import number, percent

Facts = Mapping[str, Any]


def precision_words(precision: str) -> str:
    """A precision as it reads after "kända till"."""
    return {
        "month": _("månad"),
        "day": _("dag"),
        "year": _("år"),
        "week": _("vecka"),
        "hour": _("timme"),
    }.get(precision, _("dag"))


def reason_words(code: str, facts: Facts) -> str:
    """One or two sentences that say why there is no figure and what would help."""
    words = REASONS.get(code)
    return words(facts) if words else _("Underlaget räcker inte för metoden.")


def _time_of_day(facts: Facts) -> str:
    return _("Tiderna är bara kända till %(precision)s. Be om klockslag i nästa uttag.") % {
        "precision": precision_words(str(facts.get("precision", "")))
    }


def _day(_facts: Facts) -> str:
    return _("Tiderna är bara kända till månad. Be om datum i nästa uttag.")


def _history(facts: Facts) -> str:
    return _("Underlaget täcker %(days)s dagar. Det behövs minst %(least)s för att jämföra.") % {
        "days": number(facts.get("days")),
        "least": number(facts.get("least")),
    }


def _snapped(facts: Facts) -> str:
    text = _("Platserna är avrundade till gemensamma punkter, så avståndet mellan två händelser går inte att lita på.")
    share = facts.get("share_shared")
    if share is None:
        return text
    return text + " " + _("%(share)s av händelserna delar punkt med en annan.") % {"share": percent(share)}


def _too_few(facts: Facts) -> str:
    if facts.get("n") is None:
        return _("Underlaget har färre än fem händelser. Metoden behöver minst %(least)s.") % {
            "least": number(facts.get("least"))
        }
    n = int(facts["n"])
    return ngettext(
        "Underlaget har %(n)s händelse. Metoden behöver minst %(least)s.",
        "Underlaget har %(n)s händelser. Metoden behöver minst %(least)s.",
        n,
    ) % {"n": number(n), "least": number(facts.get("least"))}


def _centroids(facts: Facts) -> str:
    return _(
        "Händelserna är utsatta mitt i sin kommun, inte där de hände. En karta skulle peka ut kommunens mittpunkt som"
        " farlig. Därför visas ingen karta och inga heta rutor."
    )


def _county(facts: Facts) -> str:
    return _("Händelserna är utsatta mitt i sitt län, inte där de hände. Därför visas ingen karta.")


def _areas(facts: Facts) -> str:
    return _("Händelserna är bara kända till område, inte till punkt. De ger tabeller och utveckling men ingen karta.")


def _shorter(facts: Facts) -> str:
    return _("Perioden är kortare än en månad. Offentligt visas rutor för minst en månad.")


def _hidden(facts: Facts) -> str:
    return _("Så många av talen är mindre än %(least)s att tabellen inte säger något när de är dolda.") % {
        "least": number(facts.get("least"))
    }


def _compare(facts: Facts) -> str:
    return _("Någon av perioderna har färre än %(least)s händelser.") % {"least": number(facts.get("least"))}


def _pairs(facts: Facts) -> str:
    return _(
        "Händelserna ligger så tätt att paren inom 50 meter är för många att räkna. Välj en kortare period eller en"
        " kategori."
    )


def _no_category(facts: Facts) -> str:
    return _("Filen har ingen kolumn för kategori.")


def _no_area(facts: Facts) -> str:
    return _("Filen har ingen kolumn för område.")


def _variation(facts: Facts) -> str:
    return _("Alla rutor har lika många händelser, så ingen kan sticka ut.")


def _places(facts: Facts) -> str:
    return _("Området har för få rutor för att jämföra dem med varandra.")


def _nothing(facts: Facts) -> str:
    return _("Det finns inga händelser att räkna.")


def _short_period(facts: Facts) -> str:
    return _("Perioden är för kort för en utveckling.")


REASONS: dict[str, Callable[[Facts], str]] = {
    "needs_time_of_day": _time_of_day,
    "needs_day": _day,
    "needs_history": _history,
    "snapped": _snapped,
    "too_few": _too_few,
    "centroid_located": _centroids,
    "county_located": _county,
    "area_only": _areas,
    "shorter_than_a_month": _shorter,
    "too_few_to_show": _hidden,
    "too_few_to_compare": _compare,
    "too_many_pairs": _pairs,
    "no_category": _no_category,
    "no_area": _no_area,
    "no_variation": _variation,
    "too_few_places": _places,
    "nothing_counted": _nothing,
    "period_too_short": _short_period,
}
