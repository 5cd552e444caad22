"""A real thing behind every address that names one. A new such address without a sample fails the suite."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import shapely
from django.utils import timezone

from samplats.administration.actions import invite, set_look
from samplats.alarms.tests.waiting import waiting_alarm
from samplats.analyses.rules.stored import to_json
from samplats.county import queries as county_queries
from samplats.county.actions import share
from samplats.evidence.incidents.actions import add_source, choose_source, start_import, upload_file
from samplats.evidence.incidents.models import Import, LikelyDuplicate, Source
from samplats.evidence.incidents.tests import photos
from samplats.evidence.incidents.tests.reporting import handed_in
from samplats.foundation.access.actors import system_actor
from samplats.foundation.access.scopes import scope as scope_of
from samplats.foundation.accounts.models import User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.jobs.queue import enqueue
from samplats.foundation.jobs.worker import run_all
from samplats.foundation.releases.registry import release_kind
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Organisation, Tenant
from samplats.foundation.tests.cast import PERSONAS, Cast
from samplats.foundation.ui.colours import readable_on_light
from samplats.places import queries as place_queries
from samplats.places.actions import draw_place, name_coach, order_gazetteer
from samplats.places.models import Place
from samplats.places.rules.kinds import Kind
from samplats.process import actions as process_actions
from samplats.process import queries as process_queries
from samplats.process.actions.walking import Attached
from samplats.process.models import Process
from samplats.process.queries import STATUS
from samplats.public import actions as public_actions
from samplats.public.tests.pages import shown as shown_page
from samplats.situation import actions as situation_actions
from samplats.situation import queries as situation_queries
from samplats.situation.actions.publishing import Made
from samplats.situation.models import Edition, Picture
from samplats.vocabulary.actions import add_category
from samplats.weekly.tests.sheets import closed_with_decision, open_with_decision
from tests.isolation.pulled import FEED_PAGES, pulled_source

REPORT_PAGES = ("report_of_mine", "withdraw_report", "change_report", "merge_report")
IMPORT_PAGES = ("import", "review", "categories", "choose_source", "throw_away", "progress", "undo", "rejected")
Sample = Callable[[Cast], dict[str, Any]]


def invitation(cast: Cast) -> dict[str, Any]:
    told: dict[str, Any] = {"email": "ny@example.org", "name": "Ny", "role": Role.MEMBER, "organisation": None}
    made, _secret = invite(cast.actor("adam"), cast.home, **told, now=timezone.now() - timedelta(days=1))
    return {"public_id": made.public_id}


def member(cast: Cast) -> dict[str, Any]:
    return {"public_id": cast.users["bo"].public_id, "role": Role.MEMBER.value}


def jobs(cast: Cast) -> dict[str, Any]:
    with open_tenant(cast.home.pk):
        return {"public_id": enqueue(cast.actor("ada"), "sample").public_id}


def incident_import(cast: Cast) -> dict[str, Any]:
    rows = [b"tid;longitud;latitud\n2026-10-01 20:15;16.5;59.5\n"]
    batch = upload_file(cast.actor("ada"), cast.home, chunks=rows, name="rapporter.csv")
    return {"public_id": batch.public_id}


def incident(cast: Cast) -> dict[str, Any]:
    """One row of a finished import."""
    with open_tenant(cast.home.pk):
        _source(cast)
        batch = Import.objects.order_by("-pk").first()
        assert batch is not None
        return {"public_id": batch.public_id, "number": 1}


def place(cast: Cast) -> dict[str, Any]:
    ada = cast.actor("ada")
    with open_tenant(cast.home.pk):
        made = Place.objects.filter(name="Torget").first()
    if made is None:
        made = draw_place(ada, cast.home, name="Torget", kind=Kind.CENTRE, area=shapely.box(15.0, 60.0, 15.01, 60.005))
        name_coach(ada, made, coach=cast.users["carl"])
    return {"slug": made.slug, "room": "plan"}


def steps(cast: Cast) -> dict[str, Any]:
    """A place that walks the steps, with an activity that is ticked with a file."""
    found, ada = place(cast), cast.actor("ada")
    with open_tenant(cast.home.pk):
        about = place_queries.place(ada, found["slug"])
        begun = process_queries.walk_of(ada, about).process
        process = begun or start_of(cast, about)
        state = process_queries.state_of(ada, process, "s1_mandate")
        if not state.is_done:
            paper = Attached("uppdrag.pdf", [b"%PDF-1.7"], "application/pdf")
            process_actions.tick(ada, state, note="Klart", attached=paper, revision=state.revision, now=timezone.now())
        event = process_queries.history(ada, state)[0]
    return {**found, "number": 1, "code": "s1_mandate", "public_id": event.public_id}


def start_of(cast: Cast, about: Place) -> Process:
    first = timezone.localdate() - timedelta(weeks=6)
    return process_actions.start_model(
        cast.actor("ada"), about, variant="standard_12m", starts_on=first, leader=cast.users["ada"], now=timezone.now()
    )


def note(cast: Cast) -> dict[str, Any]:
    """A note of the coach's on a place."""
    found = place(cast)
    with open_tenant(cast.home.pk):
        about = place_queries.place(cast.actor("ada"), found["slug"])
    made = process_actions.write_note(cast.actor("carl"), about, text="Bra fart", now=timezone.now())
    return {"slug": found["slug"], "public_id": made.public_id}


def coach(cast: Cast) -> dict[str, Any]:
    """The coach of the personas, to be named for a place."""
    return {"slug": place(cast)["slug"], "person": cast.users["carl"].public_id}


def place_before_the_steps(cast: Cast) -> dict[str, Any]:
    area = shapely.box(15.02, 60.0, 15.03, 60.005)
    return {"slug": draw_place(cast.actor("ada"), cast.home, name="Ängen", kind=Kind.CENTRE, area=area).slug}


def own_activity(cast: Cast) -> dict[str, Any]:
    made = process_actions.add_activity(
        cast.actor("ada"), cast.home, step="kickoff", title="Grillkväll", start_week=0, end_week=2
    )
    return {"code": "s1_mandate", "public_id": made.public_id}


def tile(_cast: Cast) -> dict[str, Any]:
    return {"z": 0, "x": 0, "y": 0}


def own_category(cast: Cast) -> dict[str, Any]:
    made = add_category(cast.actor("ada"), cast.home, group="G", label="Hala trappor")
    return {"code": "A1", "public_id": made.public_id}


def situation(cast: Cast) -> dict[str, Any]:
    """A place with a published situation picture, a new draft, and a job of Ada's."""
    found = place(cast)
    ada = cast.actor("ada")
    with open_tenant(cast.home.pk):
        subject = place_queries.place(ada, found["slug"])
        _source(cast)
        job = enqueue(ada, "situation.count", source="x", category="")
    for about in (subject, None):
        draft = draft_of(cast, about)
        publish_of(cast, draft)
        draft = draft_of(cast, about)
    with open_tenant(cast.home.pk):
        section = situation_queries.sections(ada, draft)[0]
    return {**found, "public_id": job.public_id, "section": section.public_id, "number": 1, "audience": "internal"}


def shown_place(cast: Cast) -> dict[str, Any]:
    """A place with a published picture that anyone may read of, in a municipality whose colour is hard to read."""
    found = situation(cast)
    set_look(cast.actor("adam"), cast.home, name=cast.home.name, colour=readable_on_light("#ffcc00"))
    with open_tenant(cast.home.pk):
        subject = place_queries.place(cast.actor("ada"), found["slug"])
    shown_page(cast, subject)
    return found


def barrier(cast: Cast) -> dict[str, Any]:
    """What a stranger could not use."""
    system = system_actor(cast.home)
    given = {"page": "Förstasidan", "text": "Knappen går inte att nå.", "now": timezone.now()}
    return {"public_id": public_actions.report_barrier(system, cast.home, key=uuid4(), **given).public_id}


def section(cast: Cast) -> dict[str, Any]:
    return {"public_id": situation(cast)["section"]}


def own_figures(cast: Cast) -> dict[str, Any]:
    """Figures as each persona's scope has had them counted, for the downloads."""
    found = place(cast)
    with open_tenant(cast.home.pk):
        source = _source(cast)
        slug = place_queries.place(cast.actor("ada"), found["slug"])
        for about in (situation_queries.Subject(slug, "Torget"), situation_queries.Subject(None, "Kommunen")):
            for persona in ("ada", "anna", "bo", "rut", "dora"):
                _count(cast, persona, about, source)
    return {**found, "table": "siffror"}


def _source(cast: Cast) -> Source:
    """A source with rows that every member may see."""
    ada = cast.actor("ada")
    if known := Source.objects.filter(name="Rapporter").first():
        return known
    source = add_source(ada, cast.home, name="Rapporter", kind="partners", sharing_level="members")
    rows = [b"tid;longitud;latitud\n2026-10-01 20:15;15.005;60.002\n"]
    batch = upload_file(ada, cast.home, chunks=rows, name="rapporter.csv")
    choose_source(ada, batch, source=source)
    start_import(ada, batch, names=["tid", "longitud", "latitud"], now=timezone.now())
    run_all()
    return source


def _count(cast: Cast, persona: str, about: situation_queries.Subject, source: Source) -> None:
    actor = cast.actor(persona)
    period = situation_queries.usual_period(actor)
    suite = situation_queries.count_suite(actor, scope_of(actor), about, source, category="", period=period)
    situation_actions.store_figures(
        actor,
        cast.home,
        subject=about.key,
        source=source,
        category="",
        scope_key=scope_of(actor).key(),
        data_version="",
        period=period,
        content=to_json(suite),
        summary=situation_queries.summary_of(suite),
        now=timezone.now(),
    )


def draft_of(cast: Cast, about: Place | None) -> Picture:
    ada, now = cast.actor("ada"), timezone.now()
    first_on, last_on = date(2024, 11, 17), date(2026, 11, 16)
    draft = situation_actions.begin_picture(
        ada, cast.home, place=about, first_on=first_on, last_on=last_on, suggested={}, now=now
    )
    with open_tenant(cast.home.pk):
        for one in situation_queries.sections(ada, draft):
            situation_actions.write_section(ada, one, text="Text", is_public=True, revision=one.revision, now=now)
    return draft


def publish_of(cast: Cast, draft: Picture) -> None:
    made = Made({"title": "Lägesbild", "sections": [], "parts": []}, b"%PDF-1.7", b"PK")
    situation_actions.publish_picture(
        cast.actor("ada"),
        draft,
        title="Lägesbild",
        decided_by="Rådet",
        reference="",
        editions=dict.fromkeys(Edition.Audience, made),
        now=timezone.now(),
    )


def address_job(cast: Cast) -> dict[str, Any]:
    """A file of addresses of Ada's on its way in."""
    rows = [b"adress;longitud;latitud\nStorgatan 1;16.5;59.5\n"]
    job = order_gazetteer(cast.actor("ada"), cast.home, chunks=rows, name="adresser.csv", epsg=None)
    return {"public_id": job.public_id}


DOWNLOADS = ("cells", "csv", "density")
SITUATION_PAGES = (
    "page", "order", "progress", "draft", "begin", "renew", "discard", "preview", "order_preview", "publish",
    "versions", "version", "document", "word",
)  # fmt: skip

PLACE_PAGES = ("overview", "room", "change", "redraw", "restore", "retire", "resume")


def incident_source(cast: Cast) -> dict[str, Any]:
    made = add_source(cast.actor("ada"), cast.home, name="Fältgruppen", kind="partners")
    return {"public_id": made.public_id}


def likely_duplicate(cast: Cast) -> dict[str, Any]:
    with open_tenant(cast.home.pk):
        both = [Import.objects.create(tenant=cast.home, file_name=name, file_size=1) for name in ("a", "b")]
        made = LikelyDuplicate.objects.create(
            tenant=cast.home, batch=both[0], number=1, other_batch=both[1], other_number=1, metres=1, minutes=1
        )
    return {"public_id": made.public_id}


def report(cast: Cast) -> dict[str, Any]:
    """Something that Rut has reported."""
    with open_tenant(cast.home.pk):
        return {"public_id": handed_in(cast, now=timezone.now()).public_id}


def reporting_body(cast: Cast) -> dict[str, Any]:
    """The organisation that Rut reports for."""
    body, _made = Organisation.objects.get_or_create(name="Nattvandrarna", kind="association")
    User.objects.filter(pk=cast.users["rut"].pk).update(organisation=body)
    return {"public_id": body.public_id}


def shared(cast: Cast) -> dict[str, Any]:
    """A county that the home municipality has handed its steps to, from now on by itself."""
    steps(cast)
    to, _made = Tenant.objects.get_or_create(slug="lanet", name="Länet", kind="county", official_code="99")
    kind = release_kind(STATUS)
    now = timezone.now()
    with open_tenant(cast.home.pk):
        found = county_queries.content_now(cast.actor("ada"), kind, timezone.localdate(now))
        assert found is not None
        known = county_queries.release_in_force(cast.actor("ada"), to, STATUS)
    if known is None:
        share(cast.actor("ada"), cast.home, receiver=to, kind=kind, seen=found[1], rhythm="change", now=now)
    return {"receiver": to.public_id, "kind": STATUS}


def handed_over(_cast: Cast) -> dict[str, Any]:
    """Nobody hands things over to a municipality."""
    return {"owner": "grannkoping", "audience": "public", "number": 1}


PUBLIC_PAGES = ("edit", "preview", "show", "withdraw")


def closed_sheet(cast: Cast) -> dict[str, Any]:
    """A closed sheet of a place, which also its coach reads."""
    with open_tenant(cast.home.pk):
        about = place_queries.place(cast.actor("ada"), place(cast)["slug"])
    return {"public_id": closed_with_decision(cast, about).public_id}


def sheet_in_work(cast: Cast) -> dict[str, Any]:
    """An open sheet of the municipality with a text and a decision of its own."""
    sheet, decision = open_with_decision(cast)
    return {"public_id": sheet.public_id, "section": "changes", "decision": decision.public_id}


SHEET_PAGES = ("progress", "weeks", "count_again", "close", "discard", "write", "note", "mark", "change", "take_back")
STEP_PAGES = ("change", "step", "activity", "tick", "untick", "assign", "move", "file", "blank")

SAMPLES: dict[str, Sample] = {
    "alarms:answer": lambda cast: waiting_alarm(cast, _source),
    **dict.fromkeys(["county:share", "county:stop", "county:withdraw"], shared),
    **dict.fromkeys(["county:municipality", "county:picture"], handed_over),
    "incidents:rhythm": reporting_body,
    **dict.fromkeys(["incidents:report_photo", "incidents:remove_photo"], photos.sample),
    **dict.fromkeys([f"incidents:{name}" for name in REPORT_PAGES], report),
    **dict.fromkeys([f"process:{name}" for name in STEP_PAGES], steps),
    **dict.fromkeys(["process:notes", "process:blank_note"], note),
    "process:name_coach": coach,
    **dict.fromkeys([f"public:{name}" for name in PUBLIC_PAGES], shown_place),
    **dict.fromkeys(["public:end", "public:reopen"], barrier),
    "process:start": place_before_the_steps,
    **dict.fromkeys([f"process:{name}" for name in ("edit", "retire", "resume", "change_own")], own_activity),
    **dict.fromkeys(["incidents:source", "incidents:watch"], incident_source),
    **dict.fromkeys([f"incidents:{name}" for name in FEED_PAGES], pulled_source),
    "incidents:decide": likely_duplicate,
    "incidents:incident": incident,
    **{f"situation:{name}{twin}": situation for name in SITUATION_PAGES for twin in ("", "_of_municipality")},
    **{f"situation:{name}{twin}": own_figures for name in DOWNLOADS for twin in ("", "_of_municipality")},
    "situation:write": section,
    **dict.fromkeys(["weekly:sheet", "weekly:document"], closed_sheet),
    **dict.fromkeys([f"weekly:{name}" for name in SHEET_PAGES], sheet_in_work),
    **dict.fromkeys([f"places:{name}" for name in PLACE_PAGES], place),
    "places:tile": tile,
    "places:address_progress": address_job,
    "vocabulary:edit": own_category,
    "vocabulary:retire": own_category,
    "vocabulary:resume": own_category,
    **dict.fromkeys(
        [f"incidents:{name}" for name in IMPORT_PAGES],
        incident_import,
    ),
    "incidents:tile": lambda _cast: {"z": 5, "x": 17, "y": 9},
    "administration:withdraw_invitation": invitation,
    "administration:give_role": member,
    "administration:take_role": member,
    "administration:cancel_job": jobs,
}

# What only its owner sees: everybody else in the tenant gets 404 there, whatever the role.
OWN_ONLY = {
    "incidents:withdraw_report": {"ada", "rut"},  # its reporter's, and the co-ordinator's
    **{f"incidents:{name}": {"ada", "rut"} for name in ("change_report", "remove_photo")},
    "administration:cancel_job": {"ada", "adam"},
    "places:address_progress": {"ada"},
    "situation:progress": {"ada"},
    # a coach reads internal editions of named places, not the municipality's
    **{f"situation:{name}_of_municipality": set(PERSONAS) - {"carl"} for name in ("version", "document", "word")},
    **{f"incidents:{name}": {"ada"} for name in IMPORT_PAGES},  # a draft is its maker's alone
    "situation:progress_of_municipality": {"ada"},
}

# Fields without which an address answers 404 by design (a form posted by hand).
POSTED: dict[str, dict[str, str]] = {
    "administration:give_role": {"role": "reporter"},
    "incidents:merge_report": {"apart": "1"},
}
