"""The reminder by e-mail: that nothing has been heard, and how to answer it. Nothing of any event."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from samplats.foundation.notify.mail import full_address
from samplats.foundation.tenancy.models import Tenant


def reminder_words(tenant: Tenant, rhythm: int) -> tuple[str, str]:
    """Subject and text."""
    weekly = rhythm == 1
    subject = (
        _("Har du något att rapportera i %(where)s den här veckan?")
        if weekly
        else _("Har du något att rapportera i %(where)s de här två veckorna?")
    )
    often = (
        _("Du får det här högst en gång i veckan, och bara när vi inte har hört av dig.")
        if weekly
        else _("Du får det här högst en gång varannan vecka, och bara när vi inte har hört av dig.")
    )
    choice = _("Vill du inte ha påminnelser stänger du av dem här:")
    own = reverse("incidents:my_reports", args=[tenant.slug])
    lines = [
        _("Vi har inte hört av dig. Rapportera, eller säg att det har varit lugnt. Båda tar under en minut:"),
        full_address(reverse("incidents:report", args=[tenant.slug])),
        f"{often} {choice}",
        full_address(f"{own}#paminnelser"),
    ]
    return subject % {"where": tenant.name}, "\n\n".join(lines) + "\n"
