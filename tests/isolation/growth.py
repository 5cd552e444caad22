"""More of everything in a tenant: what a page must not pay for with more questions to the database."""

from datetime import timedelta

import shapely
from django.utils import timezone

from samplats.administration.actions import give_role, invite
from samplats.evidence.incidents.actions import add_source, choose_source, start_import, upload_file
from samplats.evidence.incidents.models import Import, LikelyDuplicate
from samplats.evidence.incidents.tests.reporting import handed_in
from samplats.foundation.accounts.models import User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.jobs.queue import enqueue
from samplats.foundation.jobs.worker import run_all
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.places.actions import draw_place
from samplats.places.models import Place
from samplats.places.rules.kinds import Kind
from samplats.process import queries as process_queries
from samplats.process.actions import add_activity, assign, tick, untick, write_note
from samplats.public.tests.pages import shown as shown_page
from samplats.vocabulary.actions import add_category
from tests.isolation.pulled import pulled_source
from tests.isolation.samples import barrier, draft_of, publish_of, start_of

MORE = 3


def grow(cast: Cast, *, letter: str) -> None:
    """Add `MORE` of each thing that a list may hold; `letter` keeps the names apart."""
    for number in range(MORE):
        _people(cast, f"{letter}{number}")
        _evidence(cast, f"{letter}{number}", rows=20)
        _place(cast, f"{letter}{number}", west=15.1 + 0.1 * (ord(letter) - ord("a")) + number / 50)
    run_all()
    with open_tenant(cast.home.pk):
        for _ in range(MORE):
            enqueue(cast.actor("ada"), "sample")


def _people(cast: Cast, name: str) -> None:
    adam = cast.actor("adam")
    user = User.objects.create_user(f"{name}@example.org", None, name=f"Person {name}")
    give_role(adam, cast.home, user=user, role=Role.MEMBER)
    yesterday = timezone.now() - timedelta(days=1)
    address = f"inbjuden-{name}@example.org"
    invite(adam, cast.home, email=address, name="Ny", role=Role.MEMBER, organisation=None, now=yesterday)


def _evidence(cast: Cast, name: str, *, rows: int) -> None:
    ada = cast.actor("ada")
    source = add_source(ada, cast.home, name=f"Källa {name}", kind="partners", sharing_level="members")
    lines = [f"2026-10-{1 + row % 28:02} 20:15;15.005;60.002\n".encode() for row in range(rows)]
    batch = upload_file(ada, cast.home, chunks=[b"tid;longitud;latitud\n", *lines], name=f"{name}.csv")
    choose_source(ada, batch, source=source)
    start_import(ada, batch, names=["tid", "longitud", "latitud"], now=timezone.now())
    add_category(ada, cast.home, group="G", label=f"Kategori {name}")
    pulled_source(cast, name=f"Flöde {name}")
    with open_tenant(cast.home.pk):
        handed_in(cast, now=timezone.now())
        handed_in(cast, "ada", now=timezone.now())
        other = Import.objects.exclude(pk=batch.pk).first() or batch
        LikelyDuplicate.objects.create(
            tenant=cast.home, batch=batch, number=1, other_batch=other, other_number=1, metres=1, minutes=1
        )


def _place(cast: Cast, name: str, *, west: float) -> None:
    area = shapely.box(west, 60.0, west + 0.01, 60.005)
    ada = cast.actor("ada")
    made = draw_place(ada, cast.home, name=f"Plats {name}", kind=Kind.CENTRE, area=area)
    _steps(cast, made, name)
    for about in (made, None):
        publish_of(cast, draft_of(cast, about))
    draft_of(cast, made)
    shown_page(cast, made)
    barrier(cast)


def _steps(cast: Cast, made: Place, name: str) -> None:
    ada, now = cast.actor("ada"), timezone.now()
    add_activity(ada, cast.home, step="kickoff", title=f"Eget {name}", start_week=0, end_week=1)
    with open_tenant(cast.home.pk):
        process = start_of(cast, made)
        for code in ("s1_mandate", "s1_stakeholders"):
            state = process_queries.state_of(ada, process, code)
            assign(ada, state, to=cast.users["bo"], revision=0, now=now)
            tick(ada, state, note="Klart", revision=1, now=now)
        write_note(ada, made, text="Bra fart", now=now)
        first = process_queries.processes(ada)
        for one in first.values():
            state = process_queries.state_of(ada, one, "s1_mandate")
            if state.is_done:
                untick(ada, state, revision=state.revision, now=now)
            tick(ada, state, revision=state.revision, now=now)
