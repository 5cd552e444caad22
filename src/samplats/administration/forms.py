"""What an administrator fills in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from samplats.administration.queries import Organisation, User
from samplats.administration.sentences import ROLE_NAMES
from samplats.foundation.accounts.roles import Role


class Invite(forms.Form):
    """Who is invited, as what."""

    name = forms.CharField(label=_("Namn"), max_length=120)
    email = forms.EmailField(label=_("E-postadress"), help_text=_("Inbjudan gäller den här adressen i 14 dagar."))
    role = forms.ChoiceField(label=_("Roll"), choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, empty_label=_("Ingen")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = self.fields["organisation"]
        if isinstance(organisations, forms.ModelChoiceField):
            organisations.queryset = Organisation.objects.order_by("name")

    def clean_role(self) -> Role:
        """The role as the code knows it."""
        return Role(self.cleaned_data["role"])


class Accept(forms.Form):
    """How the invited person wants to be called, and a password."""

    name = forms.CharField(label=_("Ditt namn"), max_length=120)
    password = forms.CharField(
        label=_("Välj ett lösenord"),
        help_text=_("Minst 12 tecken. Tre slumpvis valda ord är lätta att minnas."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """Strong enough, or the reasons why not."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(name=self.cleaned_data.get("name", "")))
        return password


class GiveRole(forms.Form):
    """One more role for a member."""

    role = forms.ChoiceField(label=_("Roll"), choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
