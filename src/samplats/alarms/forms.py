"""The note beside an alarm."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samplats.alarms.actions import MOST_NOTE


class Answer(forms.Form):
    """Somebody has looked at it."""

    note = forms.CharField(
        label=_("Anteckning"), max_length=MOST_NOTE, required=False, help_text=_("Till exempel: ett känt evenemang.")
    )
