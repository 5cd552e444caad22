from django.urls import path

from samplats.administration import views

app_name = "administration"
_room = "m/<slug:tenant>/administration/"
urlpatterns = [
    path(_room, views.index, name="index"),
    path(f"{_room}personer/", views.people, name="people"),
    path(f"{_room}personer/bjud-in/", views.invite, name="invite"),
    path(f"{_room}inbjudan/<uuid:public_id>/dra-tillbaka/", views.withdraw_invitation, name="withdraw_invitation"),
    path(f"{_room}personer/<uuid:public_id>/roll/", views.give_role, name="give_role"),
    path(f"{_room}personer/<uuid:public_id>/roll/<slug:role>/ta-bort/", views.take_role, name="take_role"),
    path(f"{_room}logg/", views.log, name="log"),
    path(f"{_room}utseende/", views.look, name="look"),
    path("k/<slug:tenant>/logotyp-<slug:mark>.png", views.logo, name="logo"),
    path(f"{_room}jobb/", views.jobs, name="jobs"),
    path(f"{_room}gallring/", views.retention, name="retention"),
    path("m/<slug:tenant>/jobb/<uuid:public_id>/avbryt/", views.cancel_job, name="cancel_job"),
    path("inbjudan/<str:secret>/", views.accept, name="accept"),
]
