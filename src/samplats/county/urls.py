from django.urls import path

from samplats.county.views import comparison, county, sharing

app_name = "county"
_share = "m/<slug:tenant>/dela/<uuid:receiver>/<str:kind>/"
_owner = "m/<slug:tenant>/kommuner/<slug:owner>/"
urlpatterns = [
    path("m/<slug:tenant>/dela/", sharing.index, name="sharing"),
    path(_share, sharing.one, name="share"),
    path(f"{_share}sluta/", sharing.stop, name="stop"),
    path(f"{_share}ta-tillbaka/", sharing.withdraw, name="withdraw"),
    path("m/<slug:tenant>/jamforelse/", comparison.page_of_series, name="comparison"),
    path("m/<slug:tenant>/jamforelse/serier/", comparison.series, name="series"),
    path("m/<slug:tenant>/jamforelse/serier/ta-bort/", comparison.remove, name="remove_series"),
    path(_owner, county.municipality, name="municipality"),
    path(f"{_owner}lagesbild/<str:audience>/<int:number>/", county.picture, name="picture"),
]
