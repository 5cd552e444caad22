"""A place and its steps in the words of those who do not work with them."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samplats.foundation.ui.components.paths import PathStep
from samplats.foundation.ui.numbers import number
from samplats.process.rules.guide import Text
from samplats.process.rules.walk import StageStanding, Walk
from samplats.process.sentences.walk import told
from samplats.public.models import PlacePage, PublicTexts
from samplats.vocabulary.rules import language_of_content

VERBS: dict[str, str | Promise] = {
    "public.write_place_page": gettext_lazy("Skrev en plats offentliga sida"),
    "public.show_place": gettext_lazy("Visade en plats offentligt"),
    "public.withdraw_place": gettext_lazy("Drog tillbaka en plats offentliga sida"),
    "public.write_public_texts": gettext_lazy("Ändrade texterna på de offentliga sidorna"),
    "public.report_barrier": gettext_lazy("Tog emot en rapport om bristande tillgänglighet"),
    "public.end_report": gettext_lazy("Avslutade eller öppnade en rapport om tillgänglighet"),
    "public.retire_reports": gettext_lazy("Gallrade rapporter om tillgänglighet"),
}

STAGES = {
    StageStanding.DONE: gettext_lazy("Klart"),
    StageStanding.NOW: gettext_lazy("Här är vi nu"),
    StageStanding.LEFT: gettext_lazy("Delar återstår"),
    StageStanding.AHEAD: gettext_lazy("Kommer"),
}


STEPS = {
    "Uppstart": gettext_lazy("Uppstart"),
    "Nulägesanalys": gettext_lazy("Nulägesanalys"),
    "Samverkan och organisation": gettext_lazy("Samverkan och organisation"),
    "Samverkansorganisation": gettext_lazy("Samverkansorganisation"),
    "Platsutveckling": gettext_lazy("Platsutveckling"),
    "Handling på platsen": gettext_lazy("Handling på platsen"),
    "Uppföljning": gettext_lazy("Uppföljning"),
    "Resultat och avslut": gettext_lazy("Resultat och avslut"),
}
"""The steps of the shipped variants, for the public languages that the content does not have."""


def step_line(walk: Walk | None) -> str:
    """Where the work stands in one line; empty before it has begun."""
    if walk is None:
        return ""
    if walk.at is None:
        return _("Alla steg är gångna. Det löpande arbetet fortsätter.")
    return _("Steg %(at)s av %(steps)s") % {"at": number(walk.at.number), "steps": number(len(walk.stages))}


def path_steps(walk: Walk) -> list[PathStep]:
    """The steps with how they stand, without dates, names or what is late."""
    named = [(stage, public_name(stage.planned.stage.name)) for stage in walk.stages]
    return [
        PathStep(name, str(STAGES[stage.standing]), stage.standing.value, language=language)
        for stage, (name, language) in named
    ]


def step_name(walk: Walk | None) -> tuple[str, str]:
    """What the step is called where the place stands, and the language of that; empty before it has begun."""
    return public_name(walk.at.planned.stage.name) if walk and walk.at else ("", "")


def public_name(name: Text) -> tuple[str, str]:
    """A step's name and its language: the reader's where the name is one of the model's own, else the content's."""
    language = (get_language() or "sv").split("-")[0]
    known = STEPS.get(name.sv) if language != language_of_content(language) else None
    return (str(known), language) if known else (told(name), language_of_content(language))


def shown_words(page: PlacePage | None) -> str:
    """How a place's page stands, for those who decide."""
    if page is None or page.shown_at is None:
        return _("Visas inte")
    day = date_format(localtime(page.shown_at), "j F Y")
    if page.is_shown_as_written:
        return _("Visas för alla sedan %(day)s") % {"day": day}
    return _("Visas för alla sedan %(day)s. Det finns en nyare text som inte visas.") % {"day": day}


def reports_words(waiting: int) -> str:
    """How many reports wait."""
    if not waiting:
        return _("Inga rapporter väntar.")
    return ngettext("%(n)s rapport väntar.", "%(n)s rapporter väntar.", waiting) % {"n": number(waiting)}


def compliance_words(state: str) -> str:
    """How far the pages fulfil the law, as the law's own three words."""
    return {
        PublicTexts.Compliance.FULL.value: _("helt förenliga"),
        PublicTexts.Compliance.PARTIAL.value: _("delvis förenliga"),
        PublicTexts.Compliance.NONE.value: _("inte förenliga"),
    }[state]
