"""The report page without a connection: a shell that names nobody, and the script that keeps it in the browser."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse

from samplats.foundation.actions.page import ActorRequest, open_page, page

from .. import policy
from ..queries.offline import kept_files, release, worker_script
from .reporting import form_page, report_form


@page(policy.MAY_REPORT)
def shell(request: ActorRequest) -> HttpResponse:
    """The report page as it is kept: no name, no token, no identity of anybody, nothing that was reported."""
    empty = report_form(request, initial={"when": "now"})
    answer = form_page(request, empty, is_shell=True)
    answer["X-Samplats-Release"] = release()
    answer["Cache-Control"] = "no-store"  # the browser's ordinary cache has no part in this
    return answer


@open_page
def worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps the shell; it changes when any file of the page does, and holds nothing of anybody."""
    told = f"const RELEASE = {json.dumps(release())};\nconst FILES = {json.dumps(kept_files())};\n"
    answer = HttpResponse(told + worker_script(), content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/m/"
    answer["Cache-Control"] = "no-cache"
    return answer
