from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The municipality and its places: boundaries, areas, profile, base map, addresses."""

    name = "samplats.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how the deeds read in the log, and put the municipality among the pages of administration."""
        from django.utils.translation import gettext_lazy as _

        from samplats.administration.registry import AdministrationPage, add_page, describe_jobs, describe_verbs
        from samplats.places import jobs, policy, sentences  # noqa: F401  # the jobs register themselves

        describe_jobs({"places.addresses": _("Ta in adresser")})
        describe_verbs(sentences.VERBS)
        purpose = _("Gräns, områden, befolkning, profil, bakgrundskarta och adresser.")
        add_page(AdministrationPage(_("Kommunen"), purpose, "places:municipality", policy.MAY_SEE_SETTINGS))
