"""A pulled source of the demo: invented events as polisen.se tells of them, from a saved answer. Nobody is asked."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from samplats.commands.demo.house import House
from samplats.evidence.incidents import actions as incidents
from samplats.evidence.incidents import queries as incident_queries
from samplats.evidence.incidents.reading.feeds import MONTHS, POLISEN, SWEDEN

NAME = "Öppna händelser, polisen.se"
PLACE = "Exempelköping"
TYPES = ("Misshandel", "Trafikolycka", "Rån", "Skadegörelse", "Brand", "Fylleri", "Stöld", "Sammanfattning natt")
EVENTS, DAYS = 70, 90


def load(house: House, *, as_of: date) -> None:
    """Add the source, paused, with what a saved answer held."""
    ada = house.actor("ada")
    if incident_queries.sources(ada).filter(name=NAME).exists():
        return
    now = datetime.combine(as_of - timedelta(days=2), time(6), ZoneInfo(SWEDEN))  # before the other sources end
    source = incidents.add_source(
        ada,
        house.tenant,
        name=NAME,
        kind="feed",
        origin="Polismyndigheten, polisen.se/api/events (påhittade)",
        permitted_use="open",
        sharing_level="public",
        retention_months=24,
    )
    feed = incidents.add_feed(ada, source, reader="polisen", address=POLISEN, area=PLACE)
    incidents.take_saved(ada, feed, body=json.dumps(_events(now)).encode(), now=now)


def _events(now: datetime) -> list[dict[str, Any]]:
    """The same for the same Monday; a tenth of them in the neighbouring municipality."""
    chance = np.random.default_rng(62)
    events = []
    for key in range(EVENTS):
        at = now - timedelta(minutes=int(chance.integers(60, DAYS * 1440)))
        told = at + timedelta(minutes=int(chance.integers(15, 180)))
        kind, place = TYPES[chance.integers(len(TYPES))], PLACE if chance.random() > 0.1 else "Grannköping"
        events.append(
            {
                "id": 900_000 + key,
                "datetime": told.isoformat(sep=" ", timespec="seconds"),
                "name": f"{at.day} {MONTHS[at.month - 1]} {at:%H.%M}, {kind}, {place}",
                "type": kind,
                "location": {"name": "Exempels län", "gps": "60.03,15.87"},
            }
        )
    return events
