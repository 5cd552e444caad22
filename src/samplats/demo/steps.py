"""How far each of the demo's places has come in the steps: which variant, since when, and what is still undone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Steps:
    """A place's work: it began `weeks` ago; what was due by then is done, but for `undone`.

    `early` has been done ahead of its time, `given` says who (by key) is responsible for what, `notes` what was
    written when something was ticked, `moved` which date has been put off by how many weeks, and why.
    """

    place: str
    variant: str
    weeks: int
    leader: str = "ada"
    undone: tuple[str, ...] = ()
    early: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    moved: tuple[tuple[str, int, str], ...] = ()


WALKED = (
    Steps(
        "stationstorget", "full_24m", 74,
        undone=("s4_workshop",),
        early=("s4_midway_measure",),
        given=(
            ("s4_case_run", "bo"), ("s4_workshop", "ada"), ("s4_feedback", "ada"), ("s4_rhythm", "elin"),
            ("s4_coaching", "iris"), ("s5_remeasure", "elin"),
        ),
        notes=(
            ("s1_workshop", "38 personer gick rundan. Gångtunneln nämndes av nästan alla."),
            ("s2_survey", "424 svar, 38 procent. Rapporten ligger hos kommunikatören."),
            ("s2_action_plan", "Tolv åtgärder, fyra med fastighetsägarna."),
            ("s3_agreement", "Elva parter skrev under."),
            ("s4_prioritise", "Belysningen i tunneln först, sedan kvällsöppet i vänthallen."),
        ),
    ),
    Steps(
        "kyrktorget", "standard_12m", 49,
        undone=("s5_partnership_followup", "s5_plan_followup"),
        given=(("s5_case_evaluation", "elin"), ("s5_report", "ada"), ("s5_workshop", "bo")),
        notes=(
            ("s4_case_run", "Fyra lördagar med öppen kyrkport och värdar på torget."),
            ("s5_remeasure", "262 svar. Fler trygga efter mörkret än i fjol."),
        ),
    ),
    Steps(
        "norra-arummet", "standard_12m", 12,
        undone=("s1_place_quality",),
        early=("s2_interviews",),
        given=(("s2_survey", "ada"), ("s2_inspection", "bo"), ("s2_incidents", "elin"), ("s2_flows", "dora")),
        notes=(("s1_stakeholders", "Tre bostadsbolag, skolan, två föreningar och nattvandrarna är med."),),
        moved=(("s2_business_survey", 3, "Företagarna vill svara efter julhandeln."),),
    ),
    Steps(
        "lugnvikens-centrum", "four_step_12m", 33,
        undone=("s4_case_design",),
        given=(("s4_case_run", "ada"), ("s4_coaching", "iris")),
        notes=(("s3_organisation", "Byalaget leder, kommunen bidrar med en dag i veckan."),),
    ),
    Steps(
        "bjorkskolan", "standard_12m", 23,
        undone=("s2_situation_picture", "s3_letter_of_intent"),
        early=("s3_organisation",),
        given=(("s3_goals", "ada"), ("s3_agreement", "ada"), ("s3_inventory", "bo")),
        notes=(("s2_inspection", "Två ronder, en i mörker. Cykelstallet fick lägst värde."),),
    ),
    Steps(
        "hamnplan", "standard_12m", 3,
        given=(("s1_stakeholders", "ada"), ("s1_privacy", "ada")),
        notes=(("s1_mandate", "Kommunstyrelsen gav uppdraget. Gränsen ritades med båtklubben."),),
    ),
)  # fmt: skip
