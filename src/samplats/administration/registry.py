"""Where every app says how its deeds read in the log, and where its pages of administration lie."""

from dataclasses import dataclass

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


def system_name() -> str:
    """Who acted when nobody asked."""
    return gettext("Samplats")
