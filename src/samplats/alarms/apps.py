from django.apps import AppConfig


class AlarmsConfig(AppConfig):
    """Alarms: weeks that held more than a place and a category usually do."""

    name = "samplats.alarms"
    label = "alarms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the daily look and how it reads in the administration."""
        from django.utils.translation import gettext_lazy as _

        from samplats.alarms import actions, jobs, queries, registry  # noqa: F401
        from samplats.foundation.retention.registry import RecordKind, keep_for_a_time

        rule = _("Så länge som källans rader, eller två år.")
        keep_for_a_time(RecordKind(actions.KIND, _("Larm"), rule, queries.n_old, actions.carry_out_retention))
