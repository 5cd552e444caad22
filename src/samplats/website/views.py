"""Pages that belong to no single app: the front, the week's start page."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samplats.foundation.access.actors import tenants_of
from samplats.foundation.accounts.models import User
from samplats.foundation.actions.page import ActorRequest, open_page, page
from samplats.foundation.tenancy.models import Tenant
from samplats.website import policy, queries

SIGN_IN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@open_page
def alive(request: HttpRequest) -> HttpResponse:
    """Answers when the site answers."""
    return HttpResponse("ok", content_type="text/plain")


@open_page
def front(request: HttpRequest) -> HttpResponse:
    """The first page: into the own room when signed in, else the municipalities and the way in."""
    if isinstance(request.user, User):
        rooms = tenants_of(request.user)
        if len(rooms) == 1:
            return redirect("website:start", rooms[0].slug)
        return render(request, "website/rooms.html", {"rooms": rooms})
    context = {"tenants": Tenant.objects.all(), "demo_people": queries.demo_people() if settings.DEMO else []}
    return render(request, "website/front.html", context)


@require_POST
@open_page
def demo_sign_in(request: HttpRequest, email: str) -> HttpResponse:
    """One click into the demo; does not exist in any other mode."""
    known = {person.user.email: person.user for person in queries.demo_people()} if settings.DEMO else {}
    if email not in known:
        raise Http404
    login(request, known[email], backend=SIGN_IN_BACKEND)
    return redirect("website:front")


@page(policy.SEE_START)
def start(request: ActorRequest) -> HttpResponse:
    """The week at a glance."""
    return render(request, "website/start.html", {})
