"""What a co-ordinator changes about the categories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samplats.vocabulary.rules import Group


class EditCategory(forms.Form):
    """The municipality's own label for a reference category, and whether it is used."""

    label = forms.CharField(label=_("Namn hos er"), max_length=80, required=False)
    used = forms.BooleanField(label=_("Används"), required=False)


class AddCategory(forms.Form):
    """A category of the municipality's own."""

    group = forms.ChoiceField(label=_("Grupp"))
    label = forms.CharField(label=_("Namn"), max_length=80)
    help_text = forms.CharField(
        label=_("Hjälp till den som rapporterar"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Beskriv platsen och händelsen, aldrig personer."),
    )
    weight = forms.IntegerField(
        label=_("Vikt"), min_value=0, max_value=5, initial=1, help_text=_("Hur allvarlig för platsen, 0–5.")
    )
    sensitivity = forms.ChoiceField(label=_("Vem får se"))
    reporters = forms.ChoiceField(label=_("Vem får rapportera"))
    place_rule = forms.ChoiceField(label=_("Hur exakt plats"))

    def __init__(self, *args: Any, groups: Sequence[Group], words: dict[str, dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("group", [(group.code, f"{group.code} {group.label}") for group in groups])
        for name, list_name in LISTS.items():
            self._choose(name, list(words[list_name].items()))
        self.initial.setdefault("sensitivity", "internal")
        self.initial.setdefault("reporters", "partners")
        self.initial.setdefault("place_rule", "public_space")

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


LISTS = {"sensitivity": "sensitivity_levels", "reporters": "reporter_scopes", "place_rule": "place_rules"}
