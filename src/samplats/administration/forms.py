"""What an administrator fills in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from samplats.administration.queries import Organisation, User
from samplats.administration.reading import LARGEST_FILE, UnusableLogo, logo_png
from samplats.administration.rules import roles_in
from samplats.administration.sentences import ROLE_NAMES, colour_fault, logo_fault
from samplats.foundation.accounts.roles import Role
from samplats.foundation.ui.colours import ENOUGH, is_colour, least_contrast


class Invite(forms.Form):
    """Who is invited, as what."""

    name = forms.CharField(label=_("Namn"), max_length=120)
    email = forms.EmailField(label=_("E-postadress"), help_text=_("Inbjudan gäller den här adressen i 14 dagar."))
    role = forms.ChoiceField(label=_("Roll"))
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, empty_label=_("Ingen")
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_roles(self, kind)
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

    role = forms.ChoiceField(label=_("Roll"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_roles(self, kind)


def _offer_roles(form: forms.Form, kind: str) -> None:
    """The roles that mean something in the kind of tenant."""
    field = form.fields["role"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", _("Välj roll")), *((role.value, ROLE_NAMES[role]) for role in roles_in(kind))]


class Look(forms.Form):
    """The municipality's name, colour and logo."""

    name = forms.CharField(label=_("Kommunens namn"), max_length=120)
    colour = forms.CharField(
        label=_("Färg"),
        required=False,
        max_length=7,
        help_text=_("En färgkod som #0c4f55, från er grafiska profil. Tom: Samplats egen färg."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    logo = forms.FileField(
        label=_("Logotyp"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG eller JPEG, högst 2 MB. Bilden görs om, och allt annat i filen tas bort."),
    )
    drops_logo = forms.BooleanField(label=_("Ta bort logotypen"), required=False)

    def clean_name(self) -> str:
        """A name on one line."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not name.isprintable():
            raise forms.ValidationError(_("Namnet innehåller tecken som inte går att skriva."))
        return name

    def clean_colour(self) -> str:
        """A colour that can be read on every light ground, in small letters, or none."""
        colour = str(self.cleaned_data["colour"]).strip().lower()
        if colour and not is_colour(colour):
            raise forms.ValidationError(_("Skriv färgen som # och sex siffror eller bokstäver a till f: #0c4f55."))
        if colour and least_contrast(colour) < ENOUGH:
            raise forms.ValidationError(colour_fault(colour))
        return colour

    def clean_logo(self) -> bytes | None:
        """The picture alone, or None when no file was chosen."""
        sent = self.cleaned_data["logo"]
        if not sent:
            return None
        try:
            return logo_png(sent.read(LARGEST_FILE + 1))
        except UnusableLogo as unusable:
            raise forms.ValidationError(logo_fault(unusable.fault)) from unusable
