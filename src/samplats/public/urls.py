from django.urls import path

from samplats.public.views import decided, strangers

app_name = "public"
_k = "k/<slug:tenant>/"
_place = "m/<slug:tenant>/platser/<slug:slug>/offentligt/"
_room = "m/<slug:tenant>/administration/"
urlpatterns = [
    path("p/<slug:slug>/", strangers.short, name="short"),
    path(_k, strangers.front, name="front"),
    path(f"{_k}p/<slug:slug>/", strangers.place, name="place"),
    path(f"{_k}personuppgifter/", strangers.privacy, name="privacy"),
    path(f"{_k}tillganglighet/", strangers.accessibility, name="accessibility"),
    path(f"{_k}tillganglighet/tack/", strangers.thanks, name="thanks"),
    path(_place, decided.edit, name="edit"),
    path(f"{_place}forhandsgranska/", decided.preview, name="preview"),
    path(f"{_place}visa/", decided.show, name="show"),
    path(f"{_place}dra-tillbaka/", decided.withdraw, name="withdraw"),
    path(f"{_room}offentliga-sidor/", decided.texts, name="texts"),
    path(f"{_room}tillganglighet/", decided.barriers, name="barriers"),
    path(f"{_room}tillganglighet/<uuid:public_id>/avsluta/", decided.end, name="end"),
    path(f"{_room}tillganglighet/<uuid:public_id>/oppna/", decided.reopen, name="reopen"),
]
