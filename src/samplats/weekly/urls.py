from django.urls import path

from samplats.weekly.views import decisions, sheets, texts

app_name = "weekly"
ALL = "m/<slug:tenant>/veckans-lage/"
ONE = ALL + "<uuid:public_id>/"
DECISION = ONE + "beslut/<uuid:decision>/"

urlpatterns = [
    path(ALL, sheets.index, name="index"),
    path(ALL + "forbered/", sheets.prepare, name="prepare"),
    path(ONE, sheets.sheet, name="sheet"),
    path(ONE + "arbete/", sheets.progress, name="progress"),
    path(ONE + "veckor/", sheets.weeks, name="weeks"),
    path(ONE + "rakna-om/", sheets.count_again, name="count_again"),
    path(ONE + "veckans-lage.pdf", sheets.document, name="document"),
    path(ONE + "stang/", sheets.close, name="close"),
    path(ONE + "lagg-undan/", sheets.discard, name="discard"),
    path(ONE + "text/<slug:section>/", texts.write, name="write"),
    path(ONE + "beslut/", decisions.note, name="note"),
    path(DECISION, decisions.mark, name="mark"),
    path(DECISION + "andra/", decisions.change, name="change"),
    path(DECISION + "ta-bort/", decisions.take_back, name="take_back"),
]
