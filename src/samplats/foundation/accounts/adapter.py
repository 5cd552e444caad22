"""How sign-in differs from the library's defaults: nobody signs up without an invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts begin with an invitation; the sign-up address is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: `administration` makes accounts from invitations."""
        return False
