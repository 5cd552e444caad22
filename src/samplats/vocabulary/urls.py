from django.urls import path

from samplats.vocabulary import views

app_name = "vocabulary"
_page = "m/<slug:tenant>/administration/kategorier/"
urlpatterns = [
    path(_page, views.categories, name="categories"),
    path(f"{_page}lagg-till/", views.add, name="add"),
    path(f"{_page}egen/<uuid:public_id>/ta-ur-bruk/", views.retire, name="retire"),
    path(f"{_page}egen/<uuid:public_id>/ateruppta/", views.resume, name="resume"),
    path(f"{_page}<slug:code>/", views.edit, name="edit"),
]
