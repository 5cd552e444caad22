"""The pages of the administration."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.administration import actions, forms, policy, queries, registry, sentences
from samplats.administration.queries import Invitation, Membership, User
from samplats.administration.rules import InvitationState
from samplats.foundation.access.actors import system_actor
from samplats.foundation.accounts.backend import SIGN_IN_BACKEND
from samplats.foundation.accounts.roles import Role
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, open_page, page, public_page
from samplats.foundation.ui.toasts import toast

LINES_PER_PAGE = 50
LOGO_MARK = 12  # how much of the hash stands in the logo's address


@page(policy.SEE_ADMINISTRATION)
def index(request: ActorRequest) -> HttpResponse:
    """The first page: what there is to look after."""
    mine = [
        (reverse(entry.address, args=[request.tenant.slug]), entry)
        for entry in registry.administration_pages()
        if entry.permission.held_by(request.actor)
    ]
    return render(request, "administration/index.html", {"pages": mine})


@page(policy.SEE_PEOPLE)
def people(request: ActorRequest) -> HttpResponse:
    """Members, their roles, and open invitations."""
    return _people(request, forms.Invite(kind=request.tenant.kind))


@page(policy.INVITE)
def invite(request: ActorRequest) -> HttpResponse:
    """Invite a person; the link is shown once."""
    form = forms.Invite(request.POST or None, kind=request.tenant.kind)
    if not form.is_valid():
        return _people(request, form)
    try:
        _made, secret = actions.invite(request.actor, request.tenant, now=timezone.now(), **form.cleaned_data)
    except actions.RoleNotGiven:
        form.add_error("role", _("Bara en administratör kan bjuda in till den rollen. Välj en annan roll."))
        return _people(request, form)
    link = request.build_absolute_uri(reverse("administration:accept", args=[secret]))
    invited = form.cleaned_data
    known = queries.memberships(request.actor).filter(user__email__iexact=invited["email"])
    facts = {"role": sentences.role_name(invited["role"]), "is_known": known.exists()}
    return render(request, "administration/invited.html", {"link": link, "invited": invited, **facts})


@require_POST
@page(policy.INVITE)
def withdraw_invitation(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Make an invitation's link useless."""
    found = get_object_or_404(queries.invitations(request.actor), public_id=public_id)
    actions.withdraw_invitation(request.actor, found, now=timezone.now())
    toast(request, _("Inbjudan är tillbakadragen."))
    return redirect("administration:people", request.tenant.slug)


@require_POST
@page(policy.GIVE_ROLES)
def give_role(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Give a member one more role."""
    member = queries.memberships(request.actor).filter(user__public_id=public_id).first()
    if member is None:
        raise Http404
    form = forms.GiveRole(request.POST, kind=request.tenant.kind)
    facts = {"who": member.user.name}
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        said = _("%(who)s har fått rollen %(role)s.")
        try:
            actions.give_role(request.actor, request.tenant, user=member.user, role=role)
        except actions.RoleHeld:
            said = _("%(who)s hade redan rollen %(role)s.")
        toast(request, said % {**facts, "role": sentences.role_name(role)})
    else:
        toast(request, _("Ingen roll gavs. Välj vilken roll %(who)s ska få.") % facts, bad=True)
    return redirect("administration:people", request.tenant.slug)


@page(policy.GIVE_ROLES)
def take_role(request: ActorRequest, public_id: UUID, role: str) -> HttpResponse:
    """Take a role back from a member; before the only one goes, which shuts the person out, it asks."""
    held = get_object_or_404(queries.memberships(request.actor), user__public_id=public_id, role=role)
    facts = {"who": held.user.name, "role": sentences.role_name(held.role)}
    if request.method != "POST":
        return _ask_first(request, held, facts)
    try:
        actions.take_role(request.actor, held, sure=bool(request.POST.get("sure")))
    except actions.OnlyRole:
        return redirect(request.path)
    except ChangedMeanwhile:
        toast(request, _("Någon annan har just tagit bort rollen."))
    except actions.LastAdministrator:
        toast(request, _("Det måste finnas minst en administratör. Ge rollen till någon annan först."), bad=True)
    else:
        toast(request, _("%(who)s har inte längre rollen %(role)s.") % facts)
    return redirect("administration:people", request.tenant.slug)


def _ask_first(request: ActorRequest, held: Membership, facts: dict[str, str]) -> HttpResponse:
    """The question, which is asked about somebody's only role alone."""
    if queries.memberships(request.actor).filter(user=held.user).count() > 1:
        return redirect("administration:people", request.tenant.slug)
    return render(request, "administration/take_only_role.html", {"held": held, **facts})


@open_page
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Where an invitation's link leads."""
    invitation = queries.invitation_with(secret)
    if invitation is None:
        raise Http404
    if queries.state_of(invitation, timezone.now()) is not InvitationState.OPEN:
        return _over(request, invitation)
    try:
        return _accept_open(request, invitation)
    except (actions.InvitationNotOpen, ChangedMeanwhile):  # used or withdrawn while this page was open
        return _over(request, invitation)


def _over(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    return render(request, "administration/invitation_over.html", {"invitation": invitation}, status=410)


def _accept_open(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    known = User.objects.filter(email=invitation.email).first()
    if known is not None:
        return _accept_as_known(request, invitation, known)
    form = forms.Accept(request.POST or None, initial={"name": invitation.name})
    if not form.is_valid():
        shown = {"form": form, "invitation": invitation, "role": sentences.role_name(invitation.role)}
        return render(request, "administration/accept.html", shown)
    user = actions.accept_invitation(
        system_actor(invitation.tenant), invitation, now=timezone.now(), **form.cleaned_data
    )
    login(request, user, backend=SIGN_IN_BACKEND)
    return redirect(settings.TENANT_FIRST_PAGE, invitation.tenant.slug)


@page(policy.SEE_LOG)
def log(request: ActorRequest) -> HttpResponse:
    """Who did what; and whether the chain holds."""
    shown = Paginator(queries.log_lines(request.actor), LINES_PER_PAGE).get_page(request.GET.get("sida"))
    names = queries.names_of({line.actor_user_id for line in shown if line.actor_user_id})
    lines = [
        (line, names.get(line.actor_user_id or 0, registry.system_name()), registry.verb_words(line.verb))
        for line in shown
    ]
    context = {"page": shown, "lines": lines, "broken_at": queries.chain_break(request.actor)}
    return render(request, "administration/log.html", context)


@page(policy.SEE_JOBS)
def jobs(request: ActorRequest) -> HttpResponse:
    """Long work: waiting, running, over."""
    shown = Paginator(queries.jobs(request.actor), LINES_PER_PAGE).get_page(request.GET.get("sida"))
    rows = [
        (job, registry.job_words(job.name), registry.why_it_failed(job.name, job.error, job.facts)) for job in shown
    ]
    return render(request, "administration/jobs.html", {"page": shown, "rows": rows})


@page(policy.SEE_RETENTION)
def retention(request: ActorRequest) -> HttpResponse:
    """What is erased after how long, and the protocol of what has been."""
    titles = {kind.name: kind.title for kind, _due in queries.retention(request.actor, timezone.now())}
    shown = Paginator(queries.protocol(request.actor), LINES_PER_PAGE).get_page(request.GET.get("sida"))
    context = {
        "kinds": queries.retention(request.actor, timezone.now()),
        "page": shown,
        "entries": [(entry, titles.get(entry.kind, entry.kind)) for entry in shown],
    }
    return render(request, "administration/retention.html", context)


@require_POST
@page(policy.CANCEL_JOB)
def cancel_job(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Stop a job and put things back."""
    found = get_object_or_404(queries.jobs(request.actor), public_id=public_id)
    actions.cancel_job(request.actor, found)
    back = request.POST.get("next", "")
    return redirect(back if back.startswith(f"/m/{request.tenant.slug}/") else _first_page(request))


@page(policy.SET_LOOK)
def look(request: ActorRequest) -> HttpResponse:
    """The municipality's name, colour and logo, with how they look."""
    tenant = request.tenant
    form = forms.Look(
        request.POST or None, request.FILES or None, initial={"name": tenant.name, "colour": tenant.colour}
    )
    if request.method == "POST" and form.is_valid():
        actions.set_look(request.actor, tenant, **form.cleaned_data)
        toast(request, _("Sparat. Nya dokument och alla sidor har det nya utseendet."))
        return redirect("administration:look", tenant.slug)
    return render(request, "administration/look.html", {"form": form}, status=422 if form.errors else 200)


@public_page
def logo(request: ActorRequest, mark: str) -> HttpResponse:
    """The municipality's logo; its address changes with it, so that it may be kept for long."""
    found = queries.look_of(request.tenant).logo
    if not found or not request.tenant.logo.startswith(mark) or len(mark) < LOGO_MARK:
        raise Http404
    return HttpResponse(
        found, content_type="image/png", headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )


def _people(request: ActorRequest, form: forms.Invite) -> HttpResponse:
    offered = list(forms.GiveRole(kind=request.tenant.kind).fields["role"].choices)  # type: ignore[attr-defined]
    context = {
        "people": [
            (
                person,
                [(role, sentences.role_name(role)) for role in person.roles],
                [(value, label) for value, label in offered if value not in person.roles],
            )
            for person in queries.people(request.actor)
        ],
        "invitations": [
            (one, sentences.role_name(one.role), queries.state_of(one, timezone.now()))
            for one in queries.invitations(request.actor)
        ],
        "form": form,
        "roles": [(sentences.role_name(role), sentences.ROLE_RIGHTS[role]) for role in Role],
        "can_give_roles": policy.GIVE_ROLES.held_by(request.actor),
    }
    return render(request, "administration/people.html", context, status=422 if form.errors else 200)


def _accept_as_known(request: HttpRequest, invitation: Invitation, known: User) -> HttpResponse:
    """A person with an account must be signed in as that person; the link alone opens no account."""
    if request.user != known:
        return render(request, "administration/accept_known.html", {"invitation": invitation})
    if request.method != "POST":
        return render(request, "administration/accept_known.html", {"invitation": invitation, "is_me": True})
    tenant = invitation.tenant
    actions.accept_invitation(
        system_actor(tenant),
        invitation,
        name=known.name,
        password="",
        now=timezone.now(),
    )
    return redirect(settings.TENANT_FIRST_PAGE, tenant.slug)


def _first_page(request: ActorRequest) -> str:
    return reverse(settings.TENANT_FIRST_PAGE, args=[request.tenant.slug])
