# ruff: noqa: E501 - tables; wrapping hides their shape
"""Short texts of partner reports. They speak of the place, never of a person."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, ...]] = {
    "A1": ("Större samling, hög ljudnivå. Skingrades efter en halvtimme.", "Samling vid entrén, svårt att passera.",
           "Många på plats, stökig stämning.", "Samling i trappan under taket.", "Oro bland resenärer.", ""),
    "A5": ("Fordon kör runt på parkeringen, burnout.", "Hög musik från bilar sent.", "Buskörning med moped på gångväg.",
           "Snabb körning förbi infarten.", "Bilar samlas vid kajen.", ""),
    "A6": ("Hög musik efter klockan 23.", "Störning i trapphuset.", "Skrik på innergården.", "Smällar i entrén.", "", ""),
    "B2": ("Kanyl hittad vid bänken.", "Kvarlämnade verktyg i buskaget.", "Tydlig lukt i tunneln.", "", "", ""),
    "B3": ("Berusade vid kiosken, många drog sig undan.", "Flaskor och glas kvar på bänkarna.", "Offentligt drickande.",
           "Högljutt utanför krogen vid stängning.", "", ""),
    "C1": ("Bråk vid tunnelmynningen. Dålig sikt.", "Knuffar och slag vid läge C.", "Slagsmål utanför krogen.",
           "Bråk vid kiosken, polis tillkallad.", "Tumult på perrongen.", ""),
    "C2": ("Hotfull stämning i kassan.", "Tillrop mot resenärer.", "Trakasserier vid busshållplatsen.", "", "", ""),
    "C8": ("Hot mot personal vid biljettkontroll.", "Personal trängd vid entrén.", "", "", "", ""),
    "D2": ("Papperskorg brann, släckt med vatten.", "Brand i papperskorg vid läge D.", "Container antänd bakom huset.",
           "Sot på väggen efter brand i soptunna.", "Bränd papperskorg upptäckt vid rond.", ""),
    "D4": ("Smällare kastade på gångbanan.", "Raketer avfyrade mellan husen.", "", "", "", ""),
    "E1": ("Klotter på tunnelväggen.", "Taggar på elskåp.", "Klotter på fasad mot gården.", "Nedklottrad bänk.", "", ""),
    "E2": ("Krossad ruta i väntkuren.", "Sönderslagen bänk.", "Trasig entrédörr.", "Glaskross på gångbanan.", "", ""),
    "E3": ("Stolpe med avskuren kabel.", "Vandaliserad armatur.", "", "", "", ""),
    "F3": ("Cykel borta från stället.", "Avklippt lås kvar.", "", "", "", ""),
    "F4": ("Stöld av livsmedel.", "Stöld av kosmetika.", "Larmbåge utlöst, varor borta.", "", "", ""),
    "G1": ("Skräp runt återvinningen.", "Dumpad soffa.", "Fulla papperskorgar.", "Glas på lekplatsen.", "", ""),
    "G2": ("Två lampor släckta vid gångvägen.", "Mörkt i tunneln.", "Blinkande armatur.", "", "", ""),
    "G3": ("Buskar skymmer övergångsstället.", "Häck över gångbanan.", "", "", "", ""),
    "G4": ("Övergivna cyklar i stället.", "Bil utan hjul på parkeringen.", "", "", "", ""),
    "G6": ("Ödsligt efter att kiosken stängt.", "Ingen ser platsen från husen.", "", "", "", ""),
}  # fmt: skip


def text_of(category: str, number: int) -> str:
    """The wording for a category's text number; empty when there is none."""
    texts = TEXTS.get(category, ())
    return texts[number] if 0 <= number < len(texts) else ""
