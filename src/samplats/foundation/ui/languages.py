"""A reader's choice of language for one visit: it stands in the address, so that no cookie is needed."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.context import Context
from django.utils import translation
from django.utils.http import escape_leading_slashes

from .components.frame import Link

register = template.Library()
PARAMETER = "sprak"


def chosen(request: HttpRequest) -> str:
    """The language that the address asks for; empty for none of ours."""
    wanted = request.GET.get(PARAMETER, "")
    return wanted if wanted in dict(settings.LANGUAGES) else ""


def keeping(request: HttpRequest, url: str) -> str:
    """The address with the reader's choice, so that it holds on the next page too."""
    language = chosen(request)
    if not language or not url.startswith("/"):
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode({PARAMETER: language})}"


@register.simple_tag(takes_context=True)
def keep(context: Context, url: str) -> str:
    """An address on our own pages with the reader's choice of language."""
    return keeping(context["request"], url)


def language_links(request: HttpRequest) -> list[Link]:
    """This page in every language, each named in its own."""
    now = translation.get_language() or settings.LANGUAGE_CODE
    return [
        Link(
            name,
            f"{escape_leading_slashes(request.path)}?{urlencode({PARAMETER: code})}",
            current=now.split("-")[0] == code,
        )
        for code, name in settings.LANGUAGES
    ]


class LanguageOfAddress:
    """Middleware: a page is answered in the language that its address asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, in the chosen language if one is chosen."""
        language = chosen(request)
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)
