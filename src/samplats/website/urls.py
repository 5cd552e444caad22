from django.urls import path

from samplats.website import views

app_name = "website"
urlpatterns = [path("alive/", views.alive, name="alive")]
