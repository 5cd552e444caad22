from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from samplats.situation.views import drafts, figures, previews, versions

app_name = "situation"
PLACE = "m/<slug:tenant>/platser/<slug:slug>/lagesbild/"
MUNICIPALITY = "m/<slug:tenant>/lagesbild/"


def _twins(route: str, view: Callable[..., Any], name: str) -> list[URLPattern]:
    """The same page under a place and under the municipality."""
    return [path(PLACE + route, view, name=name), path(MUNICIPALITY + route, view, name=f"{name}_of_municipality")]


urlpatterns = [
    *_twins("", figures.page, "page"),
    *_twins("rakna/", figures.order, "order"),
    *_twins("rutor.geojson", figures.cells, "cells"),
    *_twins("tathet.geojson", figures.density, "density"),
    *_twins("<slug:table>.csv", figures.csv, "csv"),
    *_twins("arbete/<uuid:public_id>/", figures.progress, "progress"),
    *_twins("utkast/", drafts.draft, "draft"),
    *_twins("utkast/borja/", drafts.begin, "begin"),
    *_twins("utkast/fornya/", drafts.renew, "renew"),
    *_twins("utkast/lagg-undan/", drafts.discard, "discard"),
    *_twins("utkast/granska/", previews.order, "order_preview"),
    *_twins("utkast/granska/<slug:audience>/", previews.preview, "preview"),
    *_twins("utkast/faststall/", versions.publish, "publish"),
    *_twins("versioner/", versions.versions, "versions"),
    *_twins("versioner/<int:number>/<slug:audience>/", versions.version, "version"),
    *_twins("versioner/<int:number>/<slug:audience>/lagesbild.pdf", versions.document, "document"),
    *_twins("versioner/<int:number>/<slug:audience>/lagesbild.docx", versions.word, "word"),
    path("m/<slug:tenant>/lagesbild/avsnitt/<uuid:public_id>/", drafts.write, name="write"),
    path("k/<slug:tenant>/p/<slug:slug>/lagesbild/", versions.public, name="public"),
    path("k/<slug:tenant>/lagesbild/", versions.public, name="public_of_municipality"),
    path("k/<slug:tenant>/p/<slug:slug>/lagesbild/v<int:number>.pdf", versions.public_document, name="public_document"),
    path(
        "k/<slug:tenant>/lagesbild/v<int:number>.pdf", versions.public_document, name="public_document_of_municipality"
    ),
    path("k/<slug:tenant>/p/<slug:slug>/lagesbild/v<int:number>.docx", versions.public_word, name="public_word"),
    path("k/<slug:tenant>/lagesbild/v<int:number>.docx", versions.public_word, name="public_word_of_municipality"),
]
