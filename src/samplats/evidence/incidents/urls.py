from django.urls import path

from .views import imports, listing, sources, wizard

app_name = "incidents"
HERE = "m/<slug:tenant>/handelser/"
IMPORT = f"{HERE}importer/<uuid:public_id>/"
urlpatterns = [
    path(HERE, listing.index, name="list"),
    path(f"{HERE}kartrutor/<int:z>/<int:x>/<int:y>.mvt", listing.tile, name="tile"),
    path(f"{HERE}kallor/", sources.index, name="sources"),
    path(f"{HERE}kallor/<uuid:public_id>/", sources.change, name="source"),
    path(f"{HERE}dubbletter/", sources.duplicates, name="duplicates"),
    path(f"{HERE}dubbletter/<uuid:public_id>/", sources.decide, name="decide"),
    path(f"{HERE}importer/", imports.index, name="imports"),
    path(f"{HERE}importer/ny/", wizard.upload, name="upload"),
    path(IMPORT, imports.one, name="import"),
    path(f"{IMPORT}<int:number>/", listing.one, name="incident"),
    path(f"{IMPORT}granska/", wizard.review, name="review"),
    path(f"{IMPORT}kategorier/", wizard.categories, name="categories"),
    path(f"{IMPORT}kalla/", wizard.choose_source, name="choose_source"),
    path(f"{IMPORT}avbryt/", wizard.throw_away, name="throw_away"),
    path(f"{IMPORT}framsteg/", imports.progress, name="progress"),
    path(f"{IMPORT}angra/", imports.undo, name="undo"),
    path(f"{IMPORT}bortvalda.csv", imports.rejected, name="rejected"),
]
