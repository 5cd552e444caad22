"""The plain view of `intake_plain.py`."""

from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone

from samplats.evidence.incidents.models import Report, ReportSettings
from samplats.evidence.incidents.rules.precision import PlacePrecision, TimePrecision
from samplats.evidence.incidents.rules.reporting import Teller, may_tell
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.models import CompartmentMember
from samplats.foundation.accounts.models import Membership
from samplats.foundation.accounts.roles import Role
from samplats.foundation.audit.chain import line_hash
from samplats.foundation.audit.models import AuditLine, ChainHead
from samplats.foundation.screening.screen import screen
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant
from samplats.places.queries import near_municipality
from samplats.vocabulary.queries import category

ROOM_OUTSIDE = 50.0


class PlainReport(forms.Form):
    """The fields that this report fills in."""

    key = forms.UUIDField()
    category = forms.CharField(max_length=40)
    lat = forms.FloatField(min_value=-90, max_value=90)
    lon = forms.FloatField(min_value=-180, max_value=180)
    when = forms.ChoiceField(choices=[("now", "now")])
    band = forms.TypedChoiceField(choices=[(1, "1"), (2, "2"), (5, "5"), (10, "10")], coerce=int)
    text = forms.CharField(max_length=300, required=False)

    def clean_text(self) -> str:
        if screen(self.cleaned_data["text"]):
            raise forms.ValidationError("person")
        return str(self.cleaned_data["text"])


@login_required
def report(request: HttpRequest, tenant: str) -> HttpResponse:
    """Store one report."""
    found = get_object_or_404(Tenant, slug=tenant)
    with open_tenant(found.pk):
        roles = set(Membership.objects.filter(user=request.user).values_list("role", flat=True))
        if not roles & {Role.REPORTER, Role.COORDINATOR, Role.ANALYST}:
            raise Http404
        rooms = set(CompartmentMember.objects.filter(user=request.user).values_list("compartment_id", flat=True))
        form = PlainReport(request.POST)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=422)
        settings = ReportSettings.objects.select_related("source").first()
        room = settings.source.room_id if settings and settings.source else None
        body = request.user.organisation
        actor = Actor(found, user_id=request.user.pk, organisation_id=request.user.organisation_id)
        chosen = category(actor, form.cleaned_data["category"])
        allowed = chosen and may_tell(chosen, Teller(body.kind if body else "", room in rooms))
        if not allowed or not near_municipality(
            actor, form.cleaned_data["lon"], form.cleaned_data["lat"], ROOM_OUTSIDE
        ):
            return JsonResponse({"errors": {"category": ["no"]}}, status=422)
        return _stored(request, found, form.cleaned_data)


def _stored(request: HttpRequest, tenant: Tenant, given: dict) -> HttpResponse:
    now = timezone.now()
    try:
        with transaction.atomic():
            made = Report.objects.create(
                tenant=tenant,
                key=given["key"],
                reporter=request.user,
                organisation_id=request.user.organisation_id,
                category=given["category"],
                band=given["band"],
                starts_at=now.astimezone(ZoneInfo(tenant.time_zone)).replace(second=0, microsecond=0),
                time_precision=TimePrecision.MINUTE,
                lon=given["lon"],
                lat=given["lat"],
                place_precision=PlacePrecision.POINT,
                text=given["text"],
                made_at=now,
                changed_at=now,
            )
            _log(request, tenant, made)
    except IntegrityError:
        made = Report.objects.get(key=given["key"], reporter=request.user)
    return JsonResponse({"report": str(made.public_id)}, status=201)


def _log(request: HttpRequest, tenant: Tenant, made: Report) -> None:
    head, _ = ChainHead.objects.select_for_update().get_or_create(tenant=tenant, room=0)
    line = AuditLine(
        tenant=tenant,
        room=0,
        number=head.number + 1,
        at=timezone.now(),
        actor_user_id=request.user.pk,
        verb="incidents.hand_in_report",
        subject_type="incidents.report",
        subject_id=made.public_id,
        facts={"changed": {"category": [None, made.category], "band": [None, made.band], "state": [None, made.state]}},
        previous_hash=head.hash,
    )
    line.hash = line_hash(line)
    line.save(force_insert=True)
    head.number, head.hash = line.number, line.hash
    head.save(update_fields=["number", "hash"])


urlpatterns = [path("m/<slug:tenant>/rapportera/", report)]
