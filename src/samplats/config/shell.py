"""What stands around every page: the menu of the tenant, the person, the footer."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samplats.administration.policy import SEE_ADMINISTRATION
from samplats.administration.sentences import role_name
from samplats.county import policy as county_policy
from samplats.evidence.incidents import policy as incidents_policy
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import Permission
from samplats.foundation.accounts.models import User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.ui.components.frame import Link, Person, Shell
from samplats.foundation.ui.languages import keeping, language_links
from samplats.places import policy as places_policy
from samplats.process import policy as process_policy
from samplats.situation import policy as situation_policy

LOGO_MARK = 12  # of its hash, in its address

# Text, address of the first page, permission to see it, in the order of the menu.
MENU: list[tuple[str | Promise, str, Permission | None]] = [
    (gettext_lazy("Platser"), "places:index", places_policy.MAY_SEE_PLACES),
    (gettext_lazy("Stegen"), "process:index", process_policy.SEE_STEPS),
    (gettext_lazy("Lägesbild"), "situation:page_of_municipality", situation_policy.SEE_SITUATION),
    (gettext_lazy("Händelser"), "incidents:list", incidents_policy.MAY_SEE_CELLS),
    (gettext_lazy("Rapportera"), "incidents:report", incidents_policy.MAY_REPORT),
]


# The same for a county or a co-operation.
ABOVE: list[tuple[str | Promise, str, Permission | None]] = [
    (gettext_lazy("Jämförelse"), "county:comparison", county_policy.SEE_RELEASED),
]


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The frame for this request (a context processor)."""
    actor: Actor | None = getattr(request, "actor", None)
    signed_in = getattr(request, "user", None)
    user = signed_in if isinstance(signed_in, User) else None
    footer = [Link(_("Byggstenar"), reverse("website:components"))]
    if actor is not None and not actor.roles:
        return {"shell": _for_anyone(request, actor, user)}
    if actor is None:
        return {
            "shell": Shell(
                person=_person(user),
                sign_in_url="" if user else reverse("account_login"),
                footer=footer,
                languages=language_links(request),
            )
        }
    home = reverse("website:start", args=[actor.tenant.slug])
    return {
        "shell": Shell(
            home_url=home,
            municipality=actor.tenant.name,
            menu=_menu(request, actor, home),
            person=_person(user, actor),
            footer=[*_duties(request, actor), *footer],
            logo_url=_logo_url(actor),
            colour=actor.tenant.colour,
        )
    }


def _for_anyone(request: HttpRequest, actor: Actor, user: User | None) -> Shell:
    """The frame of a municipality's public pages."""
    return Shell(
        home_url=keeping(request, reverse("public:front", args=[actor.tenant.slug])),
        municipality=actor.tenant.name,
        person=_person(user),
        sign_in_url="" if user else reverse("account_login"),
        footer=_duties(request, actor),
        languages=language_links(request),
        logo_url=_logo_url(actor),
        colour=actor.tenant.colour,
    )


def _duties(request: HttpRequest, actor: Actor) -> list[Link]:
    """What the law has every page lead to."""
    pages = [(_("Personuppgifter"), "public:privacy"), (_("Tillgänglighet"), "public:accessibility")]
    return [Link(text, keeping(request, reverse(name, args=[actor.tenant.slug]))) for text, name in pages]


def _logo_url(actor: Actor) -> str:
    """Where the municipality's own logo is; empty when there is none."""
    mark = actor.tenant.logo[:LOGO_MARK]
    return reverse("administration:logo", args=[actor.tenant.slug, mark]) if mark else ""


def _menu(request: HttpRequest, actor: Actor, home: str) -> list[Link]:
    links = [Link(_("Start"), home, request.path == home)]
    own = MENU if actor.tenant.kind == Tenant.Kind.MUNICIPALITY else ABOVE
    for text, address, needed in [*own, (_("Administration"), "administration:index", SEE_ADMINISTRATION)]:
        if needed is None or needed.held_by(actor):
            url = reverse(address, args=[actor.tenant.slug])
            links.append(Link(str(text), url, request.path.startswith(url)))
    return links


def _person(user: User | None, actor: Actor | None = None) -> Person | None:
    if user is None:
        return None
    roles = ", ".join(role_name(role) for role in sorted(actor.roles)) if actor else ""
    links = [
        Link(_("Byt lösenord"), reverse("account_change_password")),
        Link(_("Tvåstegsinloggning"), reverse("mfa_index")),
    ]
    if actor is not None and Role.COACH in actor.roles:
        links.insert(0, Link(_("Mina platser"), reverse("process:mine")))
    if actor is not None and Role.REPORTER in actor.roles:
        links.insert(
            0, Link(_("Påminnelser"), f"{reverse('incidents:my_reports', args=[actor.tenant.slug])}#paminnelser")
        )
    return Person(user.name, reverse("account_logout"), roles, links, str(user.public_id))
