"""Where every app says how its deeds read in the log, and where its pages of administration lie."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samplats.foundation.access.permissions import Permission


@dataclass(frozen=True)
class AdministrationPage:
    """One row of the administration's first page."""

    title: str | Promise
    purpose: str | Promise
    address: str
    permission: Permission


_verbs: dict[str, str | Promise] = {}
_pages: list[AdministrationPage] = []


def describe_verbs(words: dict[str, str | Promise]) -> None:
    """Say how an app's actions read in the log: verb → words."""
    _verbs.update(words)


def verb_words(verb: str) -> str:
    """The deed in words; an unknown verb (an older version's) is shown as it stands in the log."""
    return str(_verbs.get(verb, verb))


def add_page(page: AdministrationPage) -> None:
    """Put a page on the administration's first page."""
    _pages.append(page)


def administration_pages() -> tuple[AdministrationPage, ...]:
    """All registered pages, in the order in which the apps are installed."""
    return tuple(_pages)


describe_verbs(
    {
        "administration.invite": _("Bjöd in en person"),
        "administration.withdraw_invitation": _("Drog tillbaka en inbjudan"),
        "administration.accept_invitation": _("Tackade ja till en inbjudan"),
        "administration.give_role": _("Gav en roll"),
        "administration.take_role": _("Tog tillbaka en roll"),
        "administration.cancel_job": _("Avbröt ett jobb"),
        "administration.set_look": _("Ändrade kommunens namn, färg eller logotyp"),
    }
)


def job_words(name: str) -> str:
    """The job's work in words."""
    return str(_jobs.get(name, name))


_jobs: dict[str, str | Promise] = {}


def describe_jobs(words: dict[str, str | Promise]) -> None:
    """Say how an app's jobs are called on the jobs page."""
    _jobs.update(words)


Reason = Callable[[str, Mapping[str, Any]], str]


def why_it_failed(name: str, code: str, facts: Mapping[str, Any]) -> str:
    """Why a job failed, in the words of its app; without any, the code that support asks for."""
    if not code:
        return ""
    if code in EVERY_JOB:
        return str(EVERY_JOB[code])
    said = _reasons.get(name)
    return said(code, facts) if said else gettext("Kod för felsökning: %(code)s") % {"code": code}


EVERY_JOB = {
    "worker_lost": _("Arbetet avbröts tre gånger och har dragits tillbaka."),
    "unexpected": _("Ett oväntat fel stoppade arbetet. Felet är loggat."),
    "no_longer_a_member": _("Den som startade arbetet har inte längre behörighet."),
}
_reasons: dict[str, Reason] = {}


def explain_jobs(names: Iterable[str], said: Reason) -> None:
    """Say how an app tells why its jobs failed: a code and its facts → words."""
    _reasons.update(dict.fromkeys(names, said))


def system_name() -> str:
    """Who acted when nobody asked."""
    return gettext("Samplats")
