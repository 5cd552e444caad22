"""Signing in by e-mail as allauth does, and finding who is signed in with one order that is written once."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.quick import shared

SIGN_IN_BACKEND = f"{__name__}.SignInBackend"
"""What a session is bound to when somebody is signed in without a password: an invitation, the demo."""


class SignInBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, with a quicker way to find the person of a session: every request begins with it."""

    def get_user(self, user_id: Any) -> User | None:
        """The person with this key, unless there is none or the account is closed."""
        found = shared(User, id=user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
