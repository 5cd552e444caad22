"""Every address of the house, app by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("samplats.evidence.incidents.urls")),  # first: many people may report at the same moment
    path("konto/", include("allauth.account.urls")),
    path("konto/tvasteg/", include("allauth.mfa.urls")),
    path("", include("samplats.administration.urls")),
    path("", include("samplats.vocabulary.urls")),
    path("", include("samplats.situation.urls")),
    path("", include("samplats.alarms.urls")),
    path("", include("samplats.weekly.urls")),
    path("", include("samplats.process.urls")),
    path("", include("samplats.county.urls")),
    path("", include("samplats.public.urls")),
    path("", include("samplats.website.urls")),
    path("", include("samplats.places.urls")),  # last: teaches in the rooms of a place that no app above has built
]
