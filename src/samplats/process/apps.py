from django.apps import AppConfig


class ProcessConfig(AppConfig):
    """The guided process: the five steps of a place, done, now, next and late."""

    name = "samplats.process"
    label = "process"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how the deeds read in the log, and put the template among the pages of administration."""
        from django.utils.translation import gettext_lazy as _

        from samplats.administration.registry import AdministrationPage, add_page, describe_verbs
        from samplats.process import policy, sentences

        describe_verbs(sentences.VERBS)
        purpose = _("Aktiviteterna i modellen: byt namn, flytta datum, slå av och lägg till egna.")
        add_page(AdministrationPage(_("Stegen"), purpose, "process:template", policy.MANAGE_STEPS))
