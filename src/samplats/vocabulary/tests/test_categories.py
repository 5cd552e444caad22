"""The reference taxonomy is sound, and what the municipality changes lies beside it."""

from copy import deepcopy

import pytest
from django.utils.translation import override

from samplats.foundation.access.permissions import NotAllowed, NotVisible
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.vocabulary import actions, queries
from samplats.vocabulary.models import CategoryEdit, LoadedTaxonomy
from samplats.vocabulary.reading import packaged
from samplats.vocabulary.rules import Sensitivity, Watch, faults_of, next_own_code

pytestmark = pytest.mark.django_db


def test_the_packaged_taxonomy_is_sound() -> None:
    content = packaged().content
    assert faults_of(content) == []
    assert len(content["categories"]) == 44


@pytest.mark.parametrize(
    ("breakage", "told"),
    [
        (lambda c: c["categories"].append(deepcopy(c["categories"][0])), "A1 stands 2 times"),
        (lambda c: c["categories"][0].update(group="Q"), "A1: group 'Q' is not in groups"),
        (lambda c: c["categories"][0].update(sensitivity="secret"), "sensitivity 'secret'"),
        (lambda c: c["categories"][0].update(weight=6), "A1: weight"),
        (lambda c: c["categories"][0]["label"].pop("en"), "categories[0].label: needs both sv and en"),
        (lambda c: c["report_form"]["intro"].update(sv=" "), "report_form.intro"),
        (lambda c: c["categories"][0].pop("help"), "A1: help is missing"),
        (lambda c: c.pop("groups"), "groups is missing"),
    ],
)
def test_a_fault_in_the_file_is_told(breakage: object, told: str) -> None:
    content = deepcopy(packaged().content)
    breakage(content)  # type: ignore[operator]
    assert any(told in fault for fault in faults_of(content))


def test_categories_come_in_the_readers_language(cast: Cast) -> None:
    actor = cast.actor("ada")
    with open_tenant(cast.home.pk):
        with override("sv"):
            swedish = queries.categories(actor)
        with override("en"):
            english = queries.categories(actor)
        with override("ar"):
            arabic = queries.categories(actor)
    assert len(swedish) == 44
    assert (swedish[0].code, swedish[0].group_code) == ("A1", "A")
    assert swedish[0].label == "Samling som skapar otrygghet"
    assert english[0].label == "Gathering that creates insecurity" == arabic[0].label
    dealing = next(one for one in swedish if one.code == "B1")
    assert dealing.near_repeat == Watch(150, 14)
    assert dealing.place_rule == "area"
    assert dealing.main_disturbance == "drugs"


def test_preparing_takes_in_the_reference_once_for_every_tenant(cast: Cast) -> None:
    from samplats.commands.prepare import _load_reference

    _load_reference()
    _load_reference()
    for tenant, who in ((cast.home, "ada"), (cast.elsewhere, "cai")):
        with open_tenant(tenant.pk):
            assert LoadedTaxonomy.objects.count() == 1
            assert queries.is_current(cast.actor(who))


def test_loading_twice_changes_nothing(cast: Cast) -> None:
    first = actions.load_reference(cast.actor("ada"), cast.home)
    second = actions.load_reference(cast.actor("adam"), cast.home)
    with open_tenant(cast.home.pk):
        assert first.pk == second.pk
        assert LoadedTaxonomy.objects.count() == 1
        assert queries.taxonomy_in_use(cast.actor("ada"))[0] == packaged().version


def test_an_older_version_stays_in_use_until_the_new_one_is_loaded(cast: Cast) -> None:
    old = deepcopy(packaged().content) | {"version": "0.9.0"}
    old["categories"] = old["categories"][:3]
    with open_tenant(cast.home.pk):
        LoadedTaxonomy.objects.create(
            tenant=cast.home, name="incident_taxonomy", version="0.9.0", sha256="0" * 64, content=old
        )
        assert [one.code for one in queries.categories(cast.actor("ada"))] == ["A1", "A2", "A3"]
    actions.load_reference(cast.actor("ada"), cast.home)
    with open_tenant(cast.home.pk):
        assert len(queries.categories(cast.actor("ada"))) == 44


def test_own_label_and_hiding_lie_beside_the_reference(cast: Cast) -> None:
    ada = cast.actor("ada")
    actions.edit_category(ada, cast.home, code="A1", label="Stökig samling")
    actions.edit_category(ada, cast.home, code="A6", hidden=True)
    with open_tenant(cast.home.pk), override("sv"):
        offered = {one.code: one for one in queries.categories(ada)}
        assert offered["A1"].label == "Stökig samling"
        assert offered["A1"].reference_label == "Samling som skapar otrygghet"
        assert "A6" not in offered
        assert queries.category_names(ada)["A6"].hidden
    with open_tenant(cast.elsewhere.pk), override("sv"):
        assert {one.code: one for one in queries.categories(cast.actor("cai"))}["A1"].label.startswith("Samling")
    actions.edit_category(ada, cast.home, code="A1", label="Samling som skapar otrygghet")
    with open_tenant(cast.home.pk):
        assert list(CategoryEdit.objects.values_list("code", flat=True)) == ["A6"]


def test_own_category_gets_a_code_of_its_own_and_can_be_retired(cast: Cast) -> None:
    ada = cast.actor("ada")
    made = actions.add_category(ada, cast.home, group="G", label="Dumpade elsparkcyklar", weight=2)
    again = actions.add_category(ada, cast.home, group="G", label="Hala trappor")
    assert (made.code, again.code) == ("X1", "X2")
    with open_tenant(cast.home.pk), override("sv"):
        own = queries.categories(ada)[-2]
        assert (own.label, own.group_label, own.own, own.sensitivity) == (
            "Dumpade elsparkcyklar",
            "Skötsel och miljö",
            True,
            Sensitivity.INTERNAL,
        )
    actions.retire_category(ada, made)
    with open_tenant(cast.home.pk):
        assert [one.code for one in queries.categories(ada) if one.own] == ["X2"]
    assert next_own_code(["X1", "X3"]) == "X2"


def test_a_label_is_used_once_and_codes_must_exist(cast: Cast) -> None:
    ada = cast.actor("ada")
    with override("sv"):
        with pytest.raises(actions.LabelTaken):
            actions.add_category(ada, cast.home, group="G", label="samling som skapar OTRYGGHET")
        with pytest.raises(actions.LabelTaken):
            actions.edit_category(ada, cast.home, code="A2", label="Samling som skapar otrygghet")
    with pytest.raises(actions.UnknownCategory):
        actions.edit_category(ada, cast.home, code="Z9", hidden=True)
    with pytest.raises(actions.UnknownGroup):
        actions.add_category(ada, cast.home, group="Q", label="Något")


@pytest.mark.parametrize("who", ["anna", "bo", "rut", "lena", "adam", "carl"])
def test_only_the_coordinator_edits(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.edit_category(cast.actor(who), cast.home, code="A1", hidden=True)


def test_another_municipality_may_not_even_see_it(cast: Cast) -> None:
    with pytest.raises(NotVisible):
        actions.edit_category(cast.actor("cai"), cast.home, code="A1", hidden=True)


def test_the_number_of_queries_is_fixed(cast: Cast, django_assert_num_queries: object) -> None:
    ada = cast.actor("ada")
    actions.load_reference(ada, cast.home)
    with open_tenant(cast.home.pk), django_assert_num_queries(3):  # type: ignore[operator]
        queries.categories(ada)
    for code in ("A1", "A2", "B1", "C1"):
        actions.edit_category(ada, cast.home, code=code, hidden=True)
        actions.add_category(ada, cast.home, group="G", label=f"Egen {code}")
    with open_tenant(cast.home.pk), django_assert_num_queries(3):  # type: ignore[operator]
        queries.categories(ada)


def test_police_names_suggest_categories(cast: Cast) -> None:
    with open_tenant(cast.home.pk):
        hints = queries.police_code_hints(cast.actor("ada"))
    assert "B1" in hints[(4, "överlåtelse av narkotika")]
    assert all(codes for codes in hints.values())
