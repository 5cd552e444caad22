"""Kinds of places, rooms, layers and deeds in the reader's words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samplats.foundation.ui.numbers import number
from samplats.places.reading.tables import Refused
from samplats.places.registry import Room
from samplats.places.rules.kinds import Kind, State
from samplats.places.sentences.faults import row_fault

NO_BREAK = "\u00a0"

KIND_NAMES: dict[Kind, Promise] = {
    Kind.CENTRE: gettext_lazy("Centrum"),
    Kind.VILLAGE: gettext_lazy("By eller mindre ort"),
    Kind.STATION: gettext_lazy("Stationsområde"),
    Kind.HOUSING: gettext_lazy("Bostadsområde"),
    Kind.ROAD: gettext_lazy("Väg eller stråk"),
}

KIND_EXAMPLES: dict[Kind, Promise] = {
    Kind.CENTRE: gettext_lazy("torg, gågata, köpcentrum"),
    Kind.VILLAGE: gettext_lazy("få händelser, därför längre perioder"),
    Kind.STATION: gettext_lazy("resecentrum, busstorg, pendelparkering"),
    Kind.HOUSING: gettext_lazy("kvarter där människor bor"),
    Kind.ROAD: gettext_lazy("gång- och cykelväg, genomfart"),
}

LAYER_NAMES: dict[str, Promise] = {
    "deso": gettext_lazy("DeSO (demografiska statistikområden)"),
    "regso": gettext_lazy("RegSO (regionala statistikområden)"),
    "own": gettext_lazy("Kommunens egna områden"),
}

BASE_MAP_NAMES: dict[str, Promise] = {
    "none": gettext_lazy("Ingen: bara gränser och egna lager"),
    "tiles": gettext_lazy("Kartplattor i Samplats egen datamapp"),
    "pmtiles": gettext_lazy("PMTiles på en egen adress"),
    "wms": gettext_lazy("WMS"),
    "wmts": gettext_lazy("WMTS"),
}

ROOM_NAMES: dict[Room, Promise] = {
    Room.OVERVIEW: gettext_lazy("Översikt"),
    Room.MEASURE: gettext_lazy("Mäta"),
    Room.SITUATION: gettext_lazy("Lägesbild"),
    Room.PLAN: gettext_lazy("Plan"),
    Room.TOGETHER: gettext_lazy("Tillsammans"),
    Room.RESULTS: gettext_lazy("Resultat"),
}


@dataclass(frozen=True)
class Lesson:
    """What a room will hold: why the model has it, and an example from another place."""

    title: str
    why: str
    example: str


LESSONS: dict[Room, tuple[Promise, Promise, Promise]] = {
    Room.MEASURE: (
        gettext_lazy("Här ska platsens mätningar finnas"),
        gettext_lazy(
            "Trygghetsenkät, besiktning, kartkampanj och flöden visar vad människor känner och hur platsen fungerar. "
            "Mät före åtgärderna, annars går det inte att säga om de hjälpte."
        ),
        gettext_lazy("Exempel: 250 svar i en trygghetsenkät, två besiktningar i dagsljus och två i mörker."),
    ),
    Room.SITUATION: (
        gettext_lazy("Här ska platsens lägesbild finnas"),
        gettext_lazy(
            "Lägesbilden samlar vad som har hänt, var, när och hur säkert det är. "
            "Lagen kräver att åtgärdsplanen bygger på en lägesbild."
        ),
        gettext_lazy("Exempel: tre heta rutor, två av dem kring busstorget fredag och lördag kväll."),
    ),
    Room.PLAN: (
        gettext_lazy("Här ska problem, mål och åtgärder finnas"),
        gettext_lazy(
            "Varje åtgärd svarar mot ett problem och ett mål, och har en ägare, en kostnad och ett slutdatum. "
            "Så går det att följa från det människor känner till det ni gör."
        ),
        gettext_lazy("Exempel: bättre ljus i gångtunneln, ansvarig Gatukontoret, klart i mars."),
    ),
    Room.TOGETHER: (
        gettext_lazy("Här ska parterna och deras överenskommelser finnas"),
        gettext_lazy(
            "Platssamverkan håller när alla vet vem som gör vad. Här samlas organisationer, grupper, avtal, möten "
            "och beslut."
        ),
        gettext_lazy("Exempel: elva parter, en avsiktsförklaring och ett möte var fjortonde dag."),
    ),
    Room.RESULTS: (
        gettext_lazy("Här ska resultatet finnas"),
        gettext_lazy(
            "Före och efter, med en jämförelseplats, och ett svar i klartext: blev det bättre, och är det säkert? "
            "Också svaret nej visas."
        ),
        gettext_lazy("Exempel: färre otrygga kvinnor efter mörkrets inbrott, en verklig minskning."),
    ),
}


def room_lesson(room: Room) -> Lesson:
    """What a room that is not built yet will hold."""
    title, why, example = LESSONS[room]
    return Lesson(str(title), str(why), str(example))


def place_facts(kind: str, area_m2: float, started_on: datetime.date, state: str) -> str:
    """The line under a place's name: type, size and since when."""
    parts = [str(KIND_NAMES[Kind(kind)]), hectares(area_m2)]
    parts.append(_("sedan %(month)s") % {"month": date_format(started_on, "F Y")})
    if state == State.RETIRED:
        parts.append(_("avslutad"))
    return " · ".join(parts)


def map_label(count: int) -> str:
    """What the map shows, for those who do not see it."""
    if not count:
        return _("Karta över kommunen.")
    return ngettext(
        "Karta med %(n)s plats. Samma plats står i tabellen.",
        "Karta med %(n)s platser. Samma platser står i tabellen.",
        count,
    ) % {"n": number(count)}


def outline_label(name: str) -> str:
    """What the map of one place shows."""
    return _("Karta med gränsen för %(name)s.") % {"name": name}


def areas_receipt(kept: int, left: int) -> str:
    """How many areas were taken in, and how many lie elsewhere."""
    words = ngettext("%(n)s område togs in.", "%(n)s områden togs in.", kept) % {"n": number(kept)}
    if not left:
        return words
    outside = ngettext(
        "%(n)s ligger i en annan kommun eller saknar kod.", "%(n)s ligger i andra kommuner eller saknar kod.", left
    ) % {"n": number(left)}
    return f"{words} {outside}"


def hectares(area_m2: float) -> str:
    """An area in hectares, or in square kilometres when large."""
    if area_m2 >= 1e7:
        return f"{number(area_m2 / 1e6, 0)}{NO_BREAK}km²"
    return _("%(n)s hektar") % {"n": number(area_m2 / 1e4, 1)}


def rows_receipt(kept: int, refused: int) -> str:
    """How many rows went in and how many were left out."""
    words = ngettext("%(n)s rad togs in.", "%(n)s rader togs in.", kept) % {"n": number(kept)}
    if not refused:
        return words
    left = ngettext("%(n)s rad lämnades utanför.", "%(n)s rader lämnades utanför.", refused) % {"n": number(refused)}
    return f"{words} {left}"


def address_job_words(facts: Mapping[str, Any]) -> tuple[str, list[str]]:
    """What a finished job took in, and the first rows that it left out."""
    told = [row_fault(Refused(line, column, code)) for line, column, code in facts.get("told", [])]
    return rows_receipt(facts.get("kept", 0), facts.get("refused", 0)), told


def phase_words(phase: str) -> str:
    """What the job is doing."""
    return {"reading": _("Läser filen"), "storing": _("Tar in adresser")}.get(phase, _("Väntar på sin tur"))


VERBS: dict[str, str | Promise] = {
    "places.draw_place": gettext_lazy("Ritade en plats"),
    "places.change_boundary": gettext_lazy("Ändrade en plats gräns"),
    "places.restore_boundary": gettext_lazy("Återställde en plats gräns"),
    "places.describe_place": gettext_lazy("Ändrade en plats namn eller typ"),
    "places.retire_place": gettext_lazy("Avslutade eller återupptog en plats"),
    "places.name_coach": gettext_lazy("Utsåg processtöd för en plats"),
    "places.import_boundary": gettext_lazy("Tog in kommunens gräns"),
    "places.import_areas": gettext_lazy("Tog in statistikområden"),
    "places.import_population": gettext_lazy("Tog in befolkning"),
    "places.import_profile": gettext_lazy("Tog in siffror till kommunens profil"),
    "places.order_gazetteer": gettext_lazy("Lämnade en fil med adresser"),
    "places.finish_gazetteer": gettext_lazy("Tog in adresser"),
    "places.import_gazetteer": gettext_lazy("Tog in adresser"),
    "places.set_base_map": gettext_lazy("Valde bakgrundskarta"),
}
