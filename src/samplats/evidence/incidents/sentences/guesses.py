"""What the reader guessed about a file, said so that a person can object."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samplats.foundation.ui.numbers import number

from ..reading import Reading


def guess_words(reading: Reading) -> list[str]:
    """One sentence per guess; a doubtful guess says what to state instead."""
    known = reading.guesses
    return [text for text in (_file(known), _columns(reading), _crs(known, reading), *_times(known)) if text]


def _file(known: dict[str, object]) -> str:
    if "delimiter" in known:
        names = {",": _("komma"), ";": _("semikolon"), "\t": _("tabb"), "|": _("lodstreck")}
        text = _("Teckenkodning %(encoding)s, kolumner skilda med %(delimiter)s.") % {
            "encoding": str(known["encoding"]).upper().replace("-SIG", ""),
            "delimiter": names[str(known["delimiter"])],
        }
        return text + (" " + _("Decimalkomma.") if known.get("decimal") == "," else "")
    if "sheet" in known:
        return _("Blad %(sheet)s.") % known
    return ""


def _columns(reading: Reading) -> str:
    pairs = ", ".join(f"{role} = {column}" for role, column in reading.columns.columns.items() if column)
    return _("Kolumner: %(pairs)s.") % {"pairs": pairs}


def _crs(known: dict[str, object], reading: Reading) -> str:
    if "crs" not in known:
        return ""
    how = _("gissat") if known.get("crs_guessed") else _("angivet")
    text = _("Koordinatsystem EPSG:%(crs)s (%(how)s), mätt i EPSG:%(metres)s.")
    return text % {"crs": known["crs"], "how": how, "metres": reading.incidents.crs}


def _times(known: dict[str, object]) -> list[str]:
    said = []
    if known.get("date_order"):
        order = _("dag före månad") if known["date_order"] == "day_first" else _("månad före dag")
        sure = "" if known.get("date_order_sure") else " " + _("Det går inte att avgöra säkert.")
        said.append(_("Datum läses med %(order)s.") % {"order": order} + sure)
    if known.get("precision_coarsened") == "month":
        said.append(_("Alla datum är den första i månaden, så tiden räknas som månad."))
    if known.get("precision_coarsened") == "day":
        said.append(_("Alla klockslag är midnatt, så tiden räknas som dag."))
    if known.get("offset_looks_local"):
        said.append(
            _(
                "Tiderna är märkta som världstid (Z), men dygnet är lugnast kl. %(written)s som det står och"
                " kl. %(moved)s om det räknas om. Det liknar lokal tid, så klockslagen används som de står."
                " Säg annat med --time-zone."
            )
            % {
                "written": number(float(str(known["quiet_hour_as_written"]))),
                "moved": number(float(str(known["quiet_hour_moved"]))),
            }
        )
    elif known.get("offset_ignored"):
        said.append(_("Tidernas märkning av zon lämnas därhän; klockslagen används som de står."))
    elif known.get("offsets_in_file"):
        said.append(_("Tiderna är omräknade till %(zone)s.") % {"zone": known["zone_name"]})
    else:
        said.append(_("Klockslagen är lokal tid."))
    return said
