"""What a page lets the browser fetch: nothing from outside, except hosts that a municipality named for its base map."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)


def allow_hosts(response: R, hosts: Iterable[str]) -> R:
    """Let this page's browser fetch pictures and data from the hosts as well; nothing else, and no scripts."""
    named = sorted(set(hosts))
    if named:
        response._csp_update = {"img-src": named, "connect-src": ["'self'", *named]}  # type: ignore[attr-defined]
    return response


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, with the policy of pages that allow nothing more written once; we use no nonces."""

    def process_request(self, request: HttpRequest) -> None:
        """Nothing: a nonce would be made here."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer with its policy."""
        if any(name.startswith("_csp") for name in vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._policy)
        return response

    @cached_property
    def _policy(self) -> str:
        return build_policy()
