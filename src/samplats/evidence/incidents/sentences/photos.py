"""Photos in reports, in words: why a file cannot be one, and what the page says while a photo is covered."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samplats.foundation.files.photos import PhotoFault


def photo_fault_words(fault: PhotoFault) -> str:
    """Why the file was not taken, and what to do."""
    return {
        PhotoFault.TOO_LARGE: _("Fotot är större än 6 MB. Välj ett mindre, eller skicka rapporten utan foto."),
        PhotoFault.TOO_MANY_POINTS: _("Fotot har för många bildpunkter. Välj ett mindre, eller skicka utan foto."),
        PhotoFault.HEIC: _("Formatet HEIC går inte att läsa. Spara fotot som JPEG, eller skicka rapporten utan foto."),
        PhotoFault.NOT_A_PHOTO: _("Filen är inget foto. Välj en bild i JPEG, PNG eller WebP, eller skicka utan foto."),
    }[fault]


def photo_words() -> dict[str, str]:
    """What the report page says about photos once it has script."""
    return {
        "photoUnread": _("Bilden gick inte att läsa. Välj en bild i JPEG, PNG eller WebP, eller skicka utan foto."),
        "photoTooLarge": _("Bilden är större än 40 MB. Välj en mindre, eller skicka utan foto."),
        "photoNoRoom": _("Telefonen har inte plats för fotot. Skicka rapporten utan foto."),
        "photoNotHere": _("Till den här kategorin tas inget foto emot."),
        "photoGone": _("Fotot fanns inte kvar i telefonen. Rapporten skickades utan."),
        "photoCode": _("Fotodelen gick inte att hämta. Försök när du har uppkoppling, eller skicka utan foto."),
        "photoOpen": _("Bestäm först om bilden ska med: använd den, eller lämna den utanför."),
        "photoCovered": _("{n} täckta"),
    }
