from django.apps import AppConfig


class CountyConfig(AppConfig):
    """What municipalities hand to a county or a standing co-operation, and how it is read there."""

    name = "samplats.county"
    label = "county"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how the deeds read in the log, and put the sharing among the pages of administration."""
        from django.utils.translation import gettext_lazy as _

        from samplats.administration.registry import AdministrationPage, add_page, describe_verbs
        from samplats.county import jobs, policy, sentences  # noqa: F401

        describe_verbs(sentences.VERBS)
        purpose = _("Vad länet och fasta samverkansgrupper får läsa: steg, lägesbilder och sammanställningar.")
        add_page(AdministrationPage(_("Dela med länet"), purpose, "county:sharing", policy.SHARE))
