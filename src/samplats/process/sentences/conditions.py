"""Conditions in plain words: what has to hold, what there is, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samplats.evidence.incidents.policy import MAY_IMPORT
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import Permission
from samplats.foundation.ui.components import Link
from samplats.foundation.ui.numbers import number, percent
from samplats.places.policy import MAY_SET_UP
from samplats.places.sentences import hectares
from samplats.process.policy import MANAGE_STEPS
from samplats.process.rules.conditions import Checked, Outcome
from samplats.process.sentences.dates import day
from samplats.process.sentences.walk import document_words, short_role
from samplats.situation.policy import DRAFT, SEE_SITUATION
from samplats.weekly.policy import PREPARE

Params = Mapping[str, Any]


@dataclass(frozen=True)
class ConditionWords:
    """One line: what has to hold, and what there is or is missing; `outcome` chooses its mark."""

    text: str
    detail: str
    outcome: Outcome
    way: Link | None = None


def condition_words(checked: Checked, actor: Actor, slug: str) -> ConditionWords:
    """A checked condition as a line, with the way to where it is mended for who may do that."""
    detail = DETAILS[checked.kind](checked) if checked.kind in DETAILS and checked.outcome != Outcome.BY_HAND else ""
    way = _way(checked.kind, actor, slug) if checked.outcome is Outcome.MISSING else None
    return ConditionWords(WANTED[checked.kind](checked.params), detail, checked.outcome, way)


def _way(kind: str, actor: Actor, slug: str) -> Link | None:
    words, address, needed, of_place = WAYS.get(kind, NO_WAY)
    if needed is None or not needed.held_by(actor):
        return None
    given = [actor.tenant.slug, slug] if of_place else [actor.tenant.slug]
    return Link(str(words), reverse(address, args=given))


Way = tuple[str | Promise, str, Permission | None, bool]
NO_WAY: Way = ("", "", None, False)
# What to press, the address, who may open it, whether it is a place's own.
WAYS: dict[str, Way] = {
    "role_assigned": (gettext_lazy("Utse projektledare"), "process:change", MANAGE_STEPS, True),
    "data_imported": (gettext_lazy("Ta in händelser"), "incidents:upload", MAY_IMPORT, False),
    "analysis_run": (gettext_lazy("Räkna ut läget"), "situation:page", SEE_SITUATION, True),
    "situation_picture_published": (gettext_lazy("Skriv lägesbilden"), "situation:draft", DRAFT, True),
    "meetings_held": (gettext_lazy("Förbered veckans läge"), "weekly:index", PREPARE, False),
    "profile_population": (gettext_lazy("Fyll i kommunens profil"), "places:municipality", MAY_SET_UP, False),
    "profile_comparison": (gettext_lazy("Fyll i kommunens profil"), "places:municipality", MAY_SET_UP, False),
}


def _boundary(checked: Checked) -> str:
    return hectares(checked.facts["area_m2"])


def _role(checked: Checked) -> str:
    return str(checked.facts["name"]) or _("Ingen är utsedd.")


def _months(checked: Checked) -> str:
    wanted = checked.params["min_months"]
    if checked.outcome is Outcome.MET:
        return _("%(n)s månader finns.") % {"n": number(checked.facts["months"])}
    return _("%(n)s av %(wanted)s månader finns.") % {"n": number(checked.facts["months"]), "wanted": number(wanted)}


def _analysis(checked: Checked) -> str:
    counted = checked.facts["counted_at"]
    if counted is None:
        return _("Inget är uträknat för platsen än.")
    when = {"day": day(localtime(counted).date(), localdate())}
    if checked.outcome is Outcome.MET:
        return _("Uträknade %(day)s.") % when
    return _("Uträknade %(day)s, men nya händelser har kommit in efter det.") % when


def _picture(checked: Checked) -> str:
    version, wanted = checked.facts["version"], checked.params["version"]
    if not version:
        return _("Ingen version är fastställd än.")
    words = _("Version %(n)s är fastställd.") % {"n": number(version)}
    if version < wanted or checked.outcome is Outcome.MET:
        return words
    return words + " " + _("Den offentliga versionen saknas.")


def _meetings(checked: Checked) -> str:
    held, wanted = checked.facts["held"], checked.params["min"]
    if held < wanted:
        return _("%(n)s av %(wanted)s möten är hållna.") % {"n": number(held), "wanted": number(wanted)}
    facts = {"n": number(held), "share": percent(checked.facts["share"])}
    return _("%(n)s möten är hållna, och %(share)s av besluten som skulle vara klara är uppföljda.") % facts


DETAILS: dict[str, Callable[[Checked], str]] = {
    "place_boundary_drawn": _boundary,
    "role_assigned": _role,
    "data_imported": _months,
    "analysis_run": _analysis,
    "situation_picture_published": _picture,
    "meetings_held": _meetings,
    "profile_population": lambda c: "" if c.outcome is Outcome.MET else _("Antal invånare saknas i kommunens profil."),
    "profile_comparison": lambda c: "" if c.outcome is Outcome.MET else _("Inga värden för riket finns i profilen."),
}


def _roles(params: Params) -> str:
    return ", ".join(short_role(code) for code in params["roles"])


def _survey(params: Params) -> str:
    wave, facts = params["wave"], {"n": number(params["min"])}
    if params["questionnaire"] == "business":
        return _("Minst %(n)s företag har svarat på enkäten.") % facts
    facts |= {"women": number(params["min_women"]), "men": number(params["min_men"])}
    if params["questionnaire"] == "short":
        return _("Den korta enkäten är stängd med minst %(n)s svar, %(women)s kvinnor och %(men)s män.") % facts
    if wave > 1:
        return _("Trygghetsenkäten är gjord igen: minst %(n)s svar, %(women)s kvinnor och %(men)s män.") % facts
    return _("Trygghetsenkäten är stängd med minst %(n)s svar, %(women)s kvinnor och %(men)s män.") % facts


def _inspection(params: Params) -> str:
    inspectors = {"n": number(params["min_inspectors"])}
    return _("Platsen är besiktad i dagsljus och i mörker, av minst %(n)s personer.") % inspectors


def _workshop(params: Params) -> str:
    facts = {"n": params["workshop"].removeprefix("ws"), "least": number(params["min_roles"]), "roles": _roles(params)}
    words = _("Workshop %(n)s är hållen med minst %(least)s av: %(roles)s.") % facts
    return words + " " + _("Minnesanteckningar finns.") if params.get("minutes") else words


def _plan(params: Params) -> str:
    facts = {"version": number(params["version"]), "n": number(params["min_actions"])}
    return _("Åtgärdsplan version %(version)s är beslutad, med minst %(n)s åtgärder.") % facts


def _agreement(params: Params) -> str:
    facts = {"n": number(params["min_parties"])}
    if params["agreement"] == "letter_of_intent":
        return _("Avsiktsförklaringen är undertecknad av minst %(n)s parter.") % facts
    return _("Överenskommelsen är undertecknad av minst %(n)s parter.") % facts


def _evaluation(params: Params) -> str:
    if params["subject"] == "case":
        return _("Uppföljningen av caset är publicerad, med omdöme och svar på om problemet flyttade.")
    return _("Uppföljningen av platsen är publicerad, med omdöme.")


WANTED: dict[str, Callable[[Params], str]] = {
    "place_boundary_drawn": lambda _p: _("Platsens gräns är ritad."),
    "comparison_area": lambda _p: _("Ett jämförelseområde är valt."),
    "role_assigned": lambda p: _("Någon är utsedd till %(role)s.") % {"role": short_role(p["role"])},
    "document_approved": lambda p: _("Dokumentet %(name)s är godkänt.") % {"name": document_words(p["template"])},
    "stakeholder_roles_covered": lambda p: _("En kontakt finns för var och en: %(roles)s.") % {"roles": _roles(p)},
    "privacy_review_completed": lambda p: (
        _("Dataskyddsbedömningen är gjord de senaste %(n)s månaderna.") % {"n": number(p["max_age_months"])}
    ),
    "profile_population": lambda _p: _("Kommunens befolkning finns, med källa och år."),
    "profile_comparison": lambda _p: _("Värden för riket finns att jämföra med."),
    "profile_place": lambda _p: _("Platsens egen profil är skriven."),
    "map_pins_at_least": lambda p: (
        _("Kartan har minst %(n)s granskade nålar, både dag och mörker.") % {"n": number(p["min"])}
    ),
    "place_quality_ratings_at_least": lambda p: (
        _("Minst %(n)s skattningar, från boende, tjänstepersoner och ägare.") % {"n": number(p["min"])}
    ),
    "page_published": lambda p: (
        _("Resultatsidan är publicerad.")
        if p["page"] == "place_results"
        else _("Platsens offentliga sida är publicerad.")
    ),
    "workshop_held": _workshop,
    "data_imported": lambda p: _("Händelser finns för minst %(n)s månader.") % {"n": number(p["min_months"])},
    "analysis_run": lambda _p: _("Var, när, hur utspritt och hur det har ändrats är uträknat på aktuella händelser."),
    "survey_responses_at_least": _survey,
    "inspection_rounds_done": _inspection,
    "flow_counts_done": lambda p: (
        _("Minst %(n)s räkningar är gjorda, uppdelade på kön, någon i mörker.") % {"n": number(p["min_sessions"])}
    ),
    "interviews_done": lambda p: _("Minst %(n)s intervjuer är gjorda och sammanfattade.") % {"n": number(p["min"])},
    "problems_with_causes": lambda p: (
        _("%(min)s–%(max)s problem har belägg och en trolig orsak.")
        % {"min": number(p["min"]), "max": number(p["max"])}
    ),
    "situation_picture_published": lambda p: (
        _("Lägesbilden för platsen är fastställd, med en offentlig version.")
        if p["public_version"]
        else _("Lägesbilden för platsen är fastställd.")
    ),
    "action_plan_adopted": _plan,
    "group_established": lambda p: (
        _("Styrgruppen finns, med uppdrag och minst %(n)s organisationer.") % {"n": number(p["min_organisations"])}
    ),
    "agreement_signed_by_all": _agreement,
    "agreement_renewed": lambda _p: _("Överenskommelsen är förnyad med ett nytt slutdatum."),
    "budget_decided": lambda p: _("Budgeten är beslutad med minst %(n)s parter.") % {"n": number(p["min_parties"])},
    "inventory_completed": lambda p: (
        _("Minst %(share)s av platsen är inventerad.") % {"share": percent(p["min_coverage"])}
    ),
    "training_logged": lambda p: (
        _("Minst %(n)s tillfällen för kunskap är genomförda.") % {"n": number(p["min_sessions"])}
    ),
    "goals_with_indicators": lambda p: (
        _("Minst %(short)s korta och %(long)s långa mål är beslutade, med utgångsläge och målvärde.")
        % {"short": number(p["min_short"]), "long": number(p["min_long"])}
    ),
    "partnership_check_answered": lambda p: (
        _("Minst %(share)s av parterna har svarat på samverkanskollen.") % {"share": percent(p["min_share_of_parties"])}
    ),
    "prioritisation_closed": lambda p: (
        _("Minst %(n)s har prioriterat, först var för sig och sedan tillsammans.")
        % {"n": number(p["min_participants"])}
    ),
    "case_planned": lambda p: (
        _("Caset har minst %(n)s parter, en mätplan, ett jämförelseområde och en mätning före.")
        % {"n": number(p["min_parties"])}
    ),
    "case_completed": lambda p: (
        _("Caset är avslutat, med minst %(n)s inlägg i dagboken.") % {"n": number(p["min_diary_entries"])}
    ),
    "meetings_held": lambda p: (
        _("Minst %(n)s lägesmöten är hållna, och besluten är uppföljda.") % {"n": number(p["min"])}
    ),
    "coach_check_ins_done": lambda p: _("Minst %(n)s avstämningar med coachen är gjorda.") % {"n": number(p["min"])},
    "feedback_published": lambda p: _("Minst %(n)s återkopplingar är publicerade.") % {"n": number(p["min"])},
    "evaluation_published": _evaluation,
    "action_statuses_confirmed": lambda p: (
        _("Alla ägare har bekräftat läget för sina åtgärder de senaste %(n)s dagarna.")
        % {"n": number(p["max_age_days"])}
    ),
    "report_published": lambda _p: _("Slutrapporten är publicerad."),
    "decision_recorded": lambda _p: _("Beslutet om fortsättning är protokollfört."),
}
