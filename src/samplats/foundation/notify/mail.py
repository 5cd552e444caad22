"""One e-mail to one person. What it says is read outside the house: never anything of an event or a person."""

from __future__ import annotations

import logging
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail

from samplats.foundation.accounts.models import User

log = logging.getLogger(__name__)


def mail(to: User, subject: str, text: str) -> bool:
    """Send it; False when the mail server takes none now, which the log says without the address.

    An address that is refused by itself keeps nobody else's message waiting.
    """
    try:
        send_mail(" ".join(subject.split()), text, None, [to.email])
    except (SMTPRecipientsRefused, ValueError) as refused:
        log.warning("An address was refused: %s", type(refused).__name__)
    except (SMTPException, OSError) as fault:
        log.warning("A message could not be sent: %s", type(fault).__name__)
        return False
    return True


def full_address(path: str) -> str:
    """A page's whole address, for a message."""
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    return f"https://{host}{path}" if settings.PRODUCTION else f"http://{host}{path}"
