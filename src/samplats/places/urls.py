from django.urls import path

from samplats.places.views import ground, municipality, places

app_name = "places"
_room = "m/<slug:tenant>/"
_place = f"{_room}platser/<slug:slug>/"
_settings = f"{_room}administration/kommun/"
# Included after every upper app: the last address teaches in the rooms that no app has built.
urlpatterns = [
    path(f"{_room}platser/", places.index, name="index"),
    path(f"{_room}platser/ny/", places.new, name="new"),
    path(_place, places.overview, name="overview"),
    path(f"{_place}andra/", places.change, name="change"),
    path(f"{_place}grans/", places.redraw, name="redraw"),
    path(f"{_place}grans/aterstall/", places.restore, name="restore"),
    path(f"{_place}avsluta/", places.retire, name="retire"),
    path(f"{_place}ateruppta/", places.resume, name="resume"),
    path(f"{_room}adresser/", ground.addresses, name="addresses"),
    path(f"{_room}karta/<int:z>/<int:x>/<int:y>.mvt", ground.tile, name="tile"),
    path(f"{_room}karta/kommunen.geojson", ground.outline, name="outline"),
    path(_settings, municipality.settings, name="municipality"),
    path(f"{_settings}grans/", municipality.boundary, name="import_boundary"),
    path(f"{_settings}omraden/", municipality.areas, name="import_areas"),
    path(f"{_settings}befolkning/", municipality.population, name="import_population"),
    path(f"{_settings}profil/", municipality.profile, name="import_profile"),
    path(f"{_settings}profil/uppgift/", municipality.figure, name="set_figure"),
    path(f"{_settings}adresser/", municipality.gazetteer, name="import_gazetteer"),
    path(f"{_settings}adresser/framsteg/<uuid:public_id>/", municipality.address_progress, name="address_progress"),
    path(f"{_settings}karta/", municipality.base_map, name="set_base_map"),
    path(f"{_place}<slug:room>/", places.room, name="room"),
]
