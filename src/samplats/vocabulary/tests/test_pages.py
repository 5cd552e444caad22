"""The page where a municipality makes the categories its own."""

import pytest

from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.vocabulary import actions, queries

pytestmark = pytest.mark.django_db

PAGE = "/m/exempelkoping/administration/kategorier/"


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_the_page_shows_every_group_and_category(cast: Cast) -> None:
    page = text_of(cast.client("ada").get(PAGE))
    assert page.count('id="g-') == 9
    assert page.count('id="k-') == 44
    assert "Bevakas inom 150 meter och 14 dagar." in page
    assert "version 1.0.0" in page


def test_members_read_but_do_not_edit_and_administrators_see_no_content(cast: Cast) -> None:
    assert "Lägg till en egen" not in text_of(cast.client("bo").get(PAGE))
    assert cast.client("bo").post(f"{PAGE}A1/", {"label": "X"}).status_code == 403
    assert cast.client("adam").get(PAGE).status_code == 403
    assert cast.client("cai").get(PAGE).status_code == 404


def test_a_label_is_changed_and_restored(cast: Cast) -> None:
    ada = cast.client("ada")
    page = text_of(ada.post(f"{PAGE}A1/", {"label": "Stökig samling", "used": "on"}, follow=True))
    assert "Stökig samling" in page
    assert "Heter annars Samling som skapar otrygghet." in page
    page = text_of(ada.post(f"{PAGE}A1/", {"label": "", "used": "on"}, follow=True))
    assert "Heter annars" not in page


def test_a_category_is_taken_out_of_use(cast: Cast) -> None:
    page = text_of(cast.client("ada").post(f"{PAGE}A6/", {"label": "Buller, störning för boende"}, follow=True))
    assert "Används inte" in page


def test_a_taken_label_is_told_where_it_was_written(cast: Cast) -> None:
    given = {"label": "Social oro, upplopp, stenkastning", "used": "on"}
    answer = cast.client("ada").post(f"{PAGE}A1/", given)
    assert answer.status_code == 422
    assert "Kategori A2 heter redan så" in text_of(answer)


def test_an_unknown_code_is_404(cast: Cast) -> None:
    assert cast.client("ada").post(f"{PAGE}Z9/", {"label": "X"}).status_code == 404


OWN = {
    "group": "G",
    "label": "Hala trappor",
    "weight": "2",
    "sensitivity": "open",
    "reporters": "public",
    "place_rule": "any",
}


def test_an_own_category_is_added_retired_and_used_again(cast: Cast) -> None:
    ada = cast.client("ada")
    assert "Hala trappor" in text_of(ada.post(f"{PAGE}lagg-till/", OWN, follow=True))
    with open_tenant(cast.home.pk):
        own = queries.own_categories(cast.actor("ada")).get()
    ada.post(f"{PAGE}egen/{own.public_id}/ta-ur-bruk/")
    with open_tenant(cast.home.pk):
        assert "X1" not in {one.code for one in queries.categories(cast.actor("ada"))}
    ada.post(f"{PAGE}egen/{own.public_id}/ateruppta/")
    with open_tenant(cast.home.pk):
        assert "X1" in {one.code for one in queries.categories(cast.actor("ada"))}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("label", ""),
        ("weight", "6"),
        ("group", "Q"),
        ("sensitivity", "secret"),
        ("label", "Gängnärvaro, våldsam gruppering"),
    ],
)
def test_what_is_wrong_stands_at_the_field_and_nothing_is_lost(cast: Cast, field: str, value: str) -> None:
    answer = cast.client("ada").post(f"{PAGE}lagg-till/", OWN | {field: value, "help_text": "Så här skrev jag"})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text_of(answer)
    assert "Så här skrev jag" in text_of(answer)


def test_another_municipalitys_category_does_not_exist(cast: Cast) -> None:
    made = actions.add_category(cast.actor("cai"), cast.elsewhere, group="G", label="Annan")
    assert cast.client("ada").post(f"{PAGE}egen/{made.public_id}/ta-ur-bruk/").status_code == 404
