from django.urls import path

from samplats.alarms import views

app_name = "alarms"
ALL = "m/<slug:tenant>/larm/"

urlpatterns = [
    path(ALL, views.index, name="index"),
    path(ALL + "e-post/", views.choose_mail, name="choose_mail"),
    path(ALL + "<uuid:public_id>/", views.answer, name="answer"),
]
