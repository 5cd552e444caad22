from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdministrationConfig(AppConfig):
    """The pages and the verbs of the foundation: people, roles, log, jobs."""

    name = "samplats.administration"
    label = "administration"

    def ready(self) -> None:
        """Put the app's own pages on the first page."""
        from samplats.administration import jobs, policy  # noqa: F401
        from samplats.administration.registry import AdministrationPage, add_page

        for title, purpose, address, needed in (
            (_("Personer"), _("Bjud in, ge och ta tillbaka roller."), "people", policy.SEE_PEOPLE),
            (_("Logg"), _("Vem som gjorde vad. Ingen rad kan ändras utan att det syns."), "log", policy.SEE_LOG),
            (
                _("Gallring"),
                _("Vad som raderas när, och protokollet över det."),
                "retention",
                policy.SEE_RETENTION,
            ),
            (
                _("Utseende"),
                _("Kommunens namn, färg och logotyp på sidor och dokument."),
                "look",
                policy.SET_LOOK,
            ),
            (_("Jobb"), _("Långa arbeten: hur långt de har kommit, och hur de slutade."), "jobs", policy.SEE_JOBS),
        ):
            add_page(AdministrationPage(title, purpose, f"administration:{address}", needed))
