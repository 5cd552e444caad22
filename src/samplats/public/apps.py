from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    """What anyone may read: the municipality's front, places that are shown, privacy and accessibility."""

    name = "samplats.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how the deeds read in the log, what is erased when, and where the texts are edited."""
        from samplats.administration.registry import AdministrationPage, add_page, describe_verbs
        from samplats.foundation.retention.registry import RecordKind, keep_for_a_time
        from samplats.public import jobs, policy, sentences  # noqa: F401
        from samplats.public.actions.barriers import RECORD_KIND, retire_due
        from samplats.public.queries import n_old_reports

        describe_verbs(sentences.VERBS)
        rule = _("Ett år efter att rapporten avslutades.")
        keep_for_a_time(RecordKind(RECORD_KIND, _("Rapporter om tillgänglighet"), rule, n_old_reports, retire_due))
        texts = _("Kontakt, dataskyddsombud, tillgänglighet och vilka platser som visas för alla.")
        add_page(AdministrationPage(_("Offentliga sidor"), texts, "public:texts", policy.EDIT_TEXTS))
        barriers = _("Vad besökare inte har kunnat använda på de offentliga sidorna.")
        add_page(AdministrationPage(_("Rapporter om tillgänglighet"), barriers, "public:barriers", policy.SEE_BARRIERS))
