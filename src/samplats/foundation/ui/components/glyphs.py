"""Icons and the shapes that carry status: the form means, the word says, the colour helps."""

from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

register = template.Library()

ICONS: Final = {
    "alert": '<path d="M8 2.8h8L21.2 8v8L16 21.2H8L2.8 16V8z"/><path d="M12 7.5v5.5M12 16.4v.1"/>',
    "back": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "camera": '<path d="M4 8h3.5l1.5-2.5h6L16.5 8H20v11H4z"/><circle cx="12" cy="13" r="3.5"/>',
    "check": '<path d="M4 12.5l5 5L20 6.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 6.500v6l4 2"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "document": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "done": '<circle cx="12" cy="12" r="9"/><path d="M7.8 12.4l3 3 5.4-6"/>',
    "down": '<path d="M5 9l7 7 7-7"/>',
    "download": '<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>',
    "forward": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "globe": (
        '<circle cx="12" cy="12" r="9"/>'
        '<path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z"/>'
    ),
    "home": '<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.1"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "minus": '<path d="M5 12h14"/>',
    "moon": '<path d="M19.5 14.5A8 8 0 019.5 4.5a8 8 0 1010 10z"/>',
    "next": '<path d="M9 5l7 7-7 7"/>',
    "offline": (
        '<path d="M3 3l18 18M8.5 15.5a5 5 0 016.5-.4M5 12a10 10 0 014-2.3M19 12a10 10 0 00-5.5-2.8'
        'M2 8.5a15 15 0 014-2.5M22 8.5a15 15 0 00-11-4M12 19v.1"/>'
    ),
    "pen": '<path d="M4 20l1-4L16 5l3 3L8 19z"/>',
    "pin": '<path d="M12 21s-6.5-6-6.5-11a6.5 6.5 0 0113 0c0 5-6.5 11-6.5 11z"/><circle cx="12" cy="10" r="2.3"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "table": '<path d="M3.5 5h17v14h-17zM3.5 10h17M3.5 14.5h17M10 10v9"/>',
    "todo": '<circle cx="12" cy="12" r="9" stroke-dasharray="3 3"/>',
    "up": '<path d="M5 15l7-7 7 7"/>',
    "upload": '<path d="M12 16V5M7 9l5-5 5 5M4 20h16"/>',
    "warning": '<path d="M12 3.5L22 20.5H2z"/><path d="M12 10v5M12 17.6v.1"/>',
}
# These point along the reading direction and turn round in right-to-left text.
DIRECTED: Final = {"back", "forward", "next"}

_RING = '<circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="2"/>'
_DASHED = '<circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2.5"/>'
_TICKED = (
    '<circle cx="9" cy="9" r="8" fill="currentColor"/>'
    '<path d="M5 9.3l2.7 2.7L13 6.3" fill="none" stroke="var(--paper)" stroke-width="2"/>'
)
_LATE = (
    '<path d="M9 .8L17.2 9 9 17.2.8 9z" fill="currentColor"/>'
    '<path d="M9 5v5M9 12.3v.2" stroke="var(--paper)" stroke-width="2" stroke-linecap="round"/>'
)
_BARRED = (
    '<circle cx="9" cy="9" r="6.5" fill="none" stroke="currentColor" stroke-width="2.2"/>'
    '<path d="M5.5 9h7" stroke="currentColor" stroke-width="2.2"/>'
)
_BOXED = (
    '<rect x="2" y="2" width="14" height="14" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M5.5 9h7" stroke="currentColor" stroke-width="2"/>'
)

# name: (css tone, shape, word)
STATUSES: Final = {
    "proposed": ("none", _DASHED, _("Förslag")),
    "planned": ("", _RING, _("Planerad")),
    "underway": ("now", _RING + '<path d="M9 3.5a5.5 5.5 0 010 11z" fill="currentColor"/>', _("Pågår")),
    "done": ("now", _TICKED, _("Klar")),
    "late": ("bad", _LATE, _("Försenad")),
    "dropped": ("none", _BOXED, _("Avslutad utan åtgärd")),
    "worse": ("bad", '<path d="M9 1.5L17.5 16.5H.5z" fill="currentColor"/>', _("Försämras")),
    "unchanged": ("", _BARRED, _("Oförändrat")),
    "better": ("good", '<path d="M9 16.5L.5 1.5h17z" fill="currentColor"/>', _("Förbättras")),
    "measuring": ("now", _RING + '<path d="M9 9V2.5A6.5 6.5 0 0115.5 9z" fill="currentColor"/>', _("Mäts nu")),
    "unmeasured": ("none", _DASHED, _("Inte mätt än")),
}

LEVELS: Final = {
    "red": ('<path d="M9 1L17 9 9 17 1 9z" fill="var(--bad)"/>', _("Rött")),
    "yellow": (
        '<path d="M9 1.5L17.5 16.5H.5z" fill="var(--warn-mark)" stroke="var(--warn)" stroke-width="1"/>',
        _("Gult"),
    ),
    "green": ('<circle cx="9" cy="9" r="8" fill="var(--good)"/>', _("Grönt")),
}

VERDICTS: Final = {
    "decrease": ("M11 3v14M5 11.5l6 6 6-6", _("Verklig minskning")),
    "uncertain": ("M3 8.5c3-3 5-3 8 0s5 3 8 0M3 14.5c3-3 5-3 8 0s5 3 8 0", _("Ingen säker förändring")),
    "increase": ("M11 19V5M5 10.5l6-6 6 6", _("Verklig ökning")),
}

STRENGTHS: Final = {"strong": (3, _("Säkert underlag")), "likely": (2, _("Troligt")), "weak": (1, _("Osäkert"))}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """One line icon, silent to screen readers: the words stand beside it."""
    turn = " i--turn" if name in DIRECTED else ""
    shape = mark_safe(ICONS[name])  # noqa: S308 - our own drawing
    return format_html('<svg class="i{} {}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', turn, css, shape)


def shape(drawing: str) -> SafeString:
    """An 18 by 18 status drawing as markup."""
    return format_html('<svg viewBox="0 0 18 18" aria-hidden="true">{}</svg>', mark_safe(drawing))  # noqa: S308


@register.simple_tag
def status(name: str, text: str = "") -> SafeString:
    """The shape and word of an action's or a place's status."""
    tone, drawing, word = STATUSES[name]
    css = f"st st--{tone}" if tone else "st"
    return format_html('<span class="{}">{}{}</span>', css, shape(drawing), text or word)


@register.simple_tag
def level(name: str, text: str = "") -> SafeString:
    """An inspection level: red diamond, yellow triangle, green circle."""
    drawing, word = LEVELS[name]
    return format_html('<span class="level">{}{}</span>', shape(drawing), text or word)


@register.simple_tag
def verdict(name: str, text: str = "", *, good: str = "decrease") -> SafeString:
    """Whether a change is real; `good` names the direction that is welcome."""
    path, word = VERDICTS[name]
    tone = "open" if name == "uncertain" else "better" if name == good else "worse"
    return format_html(
        '<span class="verdict verdict--{}"><svg viewBox="0 0 22 22" fill="none" stroke="currentColor" '
        'stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        '<path d="{}"/></svg>{}</span>',
        tone,
        path,
        text or word,
    )


@register.simple_tag
def strength(name: str, text: str = "") -> SafeString:
    """How well the evidence bears a claim: three, two or one filled dots and the word."""
    filled, word = STRENGTHS[name]
    dots = "".join(
        f'<circle cx="{x}" cy="6" r="4.5" fill="{"currentColor" if i < filled else "none"}" '
        'stroke="currentColor" stroke-width="1.5"/>'
        for i, x in enumerate((6, 20, 34))
    )
    return format_html(
        '<span class="sure"><svg viewBox="0 0 40 12" aria-hidden="true">{}</svg>{}</span>',
        mark_safe(dots),  # noqa: S308 - built from numbers above
        text or word,
    )


@register.simple_tag
def tag(text: str, icon_name: str = "", *, closed: bool = False) -> SafeString:
    """A small label; a closed one is dashed and wears a lock."""
    name = icon_name or ("lock" if closed else "")
    return format_html(
        '<span class="tag{}">{}{}</span>', " tag--closed" if closed else "", icon(name) if name else "", text
    )
