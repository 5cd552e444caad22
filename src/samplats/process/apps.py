from django.apps import AppConfig


class ProcessConfig(AppConfig):
    """The guided process: the five steps of a place, done, now, next and late."""

    name = "samplats.process"
    label = "process"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how the deeds read in the log, where the template is edited, and what can be handed to a county."""
        from django.utils.translation import gettext_lazy as _

        from samplats.administration.registry import AdministrationPage, add_page, describe_verbs
        from samplats.foundation.releases.registry import ReleaseKind, add_release_kind
        from samplats.foundation.retention.registry import RecordKind, keep_for_a_time
        from samplats.process import actions, jobs, policy, queries, sentences  # noqa: F401

        describe_verbs(sentences.VERBS)
        purpose = _("Aktiviteterna i modellen: byt namn, flytta datum, slå av och lägg till egna.")
        add_page(AdministrationPage(_("Stegen"), purpose, "process:template", policy.MANAGE_STEPS))
        title, rule = _("Anteckningar om platser"), _("Två år. Att de fanns står kvar i loggen.")
        keep_for_a_time(RecordKind(queries.NOTES, title, rule, queries.n_old_notes, actions.carry_out_note_retention))
        add_release_kind(
            ReleaseKind(
                queries.STATUS,
                _("Var platserna står i stegen"),
                _(
                    "Platsernas namn och typ, vilket steg de står vid, vad som är klart, vad som kommer härnäst, "
                    "hur mycket som är försenat och vilken dag något senast hände."
                ),
                _("Inga personer, inga aktiviteter vid namn, inga anteckningar, filer eller händelser."),
                queries.status_content,
                queries.STATUS_SCHEMA,
                order=10,
            )
        )
