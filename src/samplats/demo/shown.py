"""What Exempelköping shows to anyone: its own words, two of its places, and one published situation picture."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO


@dataclass(frozen=True)
class Shown:
    """A place's public page; `decided_by` is who decided its published picture, empty for none."""

    place: str
    about: str
    results: str
    answers: tuple[tuple[str, str], ...]
    contact: str
    decided_by: str = ""


OWN_WORDS = {
    "controller": "Kommunstyrelsen i Exempelköpings kommun",
    "contact": "Trygghetssamordnaren",
    "email": "trygghet@exempelkoping.example",
    "phone": "0123-45 67 00",
    "address": "Exempelköpings kommun, 999 01 Exempelköping",
    "officer": "Dataskyddsombudet i Exempelköpings kommun",
    "officer_email": "dataskydd@exempelkoping.example",
    "compliance": "partial",
    "notes": {
        "front": {
            "sv": "Exempelköping är påhittat. Alla uppgifter här är gjorda för att visa hur sidorna fungerar.",
            "en": "Exempelköping is invented. Everything here was made to show how the pages work.",
            "ar": "إكسمبلشوبينغ بلدية مُتخيَّلة. كل ما يرد هنا أُعدّ لعرض طريقة عمل الصفحات.",
        }
    },
}

SHOWN = (
    Shown(
        "kyrktorget",
        "På Kyrktorget samarbetar kommunen, församlingen, handlarna och nattvandrarna. Torget ska gå att korsa utan "
        "oro också en lördagskväll i november.\n\nUnder året har kyrkporten stått öppen fyra lördagar med värdar på "
        "torget, och belysningen vid cykelställen är utbytt.",
        "262 personer svarade på enkäten i höst. Fler säger att de är trygga efter mörkrets inbrott än i fjol. Vad som "
        "har hänt på torget står i lägesbilden nedan.",
        (
            ("Det är för mörkt vid cykelställen.", "Sju armaturer är utbytta. Besiktningen i oktober gav godkänt."),
            ("Ingen är på torget på kvällen.", "Öppen kyrkport med värdar, lördagar i maj och september."),
            ("Papperskorgarna brinner.", "Fyra är bytta mot slutna. Vi följer om det räcker till våren."),
        ),
        "Trygghetssamordnaren, 0123-45 67 00, trygghet@exempelkoping.example",
        "Brottsförebyggande rådet",
    ),
    Shown(
        "stationstorget",
        "Stationstorget är platsen som flest nämner när de berättar var de är otrygga. Kommunen, polisen, "
        "Exempeltrafiken och fastighetsägarna har ett gemensamt uppdrag till sommaren 2027.\n\nNu prövar vi bättre "
        "ljus i gångtunneln och kvällsöppet i vänthallen.",
        "",
        (("Gångtunneln är värst.", "Ny belysning sattes upp i oktober. Vi mäter igen i vår."),),
        "",
    ),
)

# What only people can write of a picture; the rest is written by the system from the figures.
WRITTEN = {
    "consequences": "Handlarna stänger tidigare på lördagar än de skulle vilja. Äldre väljer omvägen om Storgatan.",
    "safety": "262 svar på enkäten. Fler trygga efter mörkrets inbrott än i fjol; kvinnor mer sällan än män.",
    "other": "Församlingen, skolan och nattvandrarna har beskrivit läget vid tre möten under året.",
    "analysis": "Få människor i rörelse på kvällen, mörka hörn vid cykelställen och inget att göra för unga efter sju.",
    "public": "Offentlig utgåva av lägesbilden för platsen. Små antal är dolda och inga personer beskrivs.",
    "priorities": "Ljuset vid cykelställen, kvällar med värdar, och papperskorgarna. I den ordningen.",
}
WRITTEN_ELSEWISE = "Beskrivs i platsens åtgärdsplan, som följs upp varje kvartal."

COLOUR = "#1d4f91"


def logo() -> bytes:
    """Exempelköping's logo: a blue shield with a bridge over two waves. A PNG, the same every time."""
    from PIL import Image, ImageDraw  # heavy, and every start of the demo asks this module what is shown

    picture = Image.new("RGBA", (320, 320), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.polygon([(30, 20), (290, 20), (290, 190), (160, 305), (30, 190)], fill=COLOUR)
    pen.arc((70, 70, 250, 230), 180, 360, fill="white", width=18)
    pen.line((52, 150, 268, 150), fill="white", width=16)
    for down in (185, 220):
        inset = 62 + (down - 185) // 2
        pen.line([(x, down + 7 * (-1) ** at) for at, x in enumerate(range(inset, 321 - inset, 14))], "white", 9)
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
