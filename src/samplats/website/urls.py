from django.urls import path

from samplats.website import views

app_name = "website"
urlpatterns = [
    path("", views.front, name="front"),
    path("alive/", views.alive, name="alive"),
    path("health/", views.health, name="health"),
    path("metrics/", views.metrics, name="metrics"),
    path("byggstenar/", views.components, name="components"),
    path("demo/logga-in/<str:email>/", views.demo_sign_in, name="demo_sign_in"),
    path("m/<slug:tenant>/", views.start, name="start"),
]
