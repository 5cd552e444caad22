from django.urls import include, path

from .views import imports, listing, wizard

app_name = "incidents"

of_import = [
    path("", imports.one, name="import"),
    path("granska/", wizard.review, name="review"),
    path("kalla/", wizard.choose_source, name="choose_source"),
    path("avbryt/", wizard.throw_away, name="throw_away"),
    path("framsteg/", imports.progress, name="progress"),
    path("angra/", imports.undo, name="undo"),
    path("bortvalda.csv", imports.rejected, name="rejected"),
]
of_tenant = [
    path("", listing.index, name="list"),
    path("importer/", imports.index, name="imports"),
    path("importer/ny/", wizard.upload, name="upload"),
    path("importer/<uuid:public_id>/", include(of_import)),
]
urlpatterns = [path("m/<slug:tenant>/handelser/", include(of_tenant))]
