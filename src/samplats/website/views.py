"""Pages that belong to no single app."""

from django.http import HttpRequest, HttpResponse

from samplats.foundation.actions.page import open_page


@open_page
def alive(request: HttpRequest) -> HttpResponse:
    """Answers when the site answers."""
    return HttpResponse("ok", content_type="text/plain")
