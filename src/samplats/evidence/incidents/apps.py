from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    """What has happened: sources, imports and incidents."""

    name = "samplats.evidence.incidents"
    label = "incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs, and how deeds read in the log."""
        from samplats.administration.registry import describe_jobs, describe_verbs, explain_jobs
        from samplats.foundation.retention.registry import RecordKind, keep_for_a_time

        from . import jobs  # noqa: F401
        from .actions.retiring import RECORD_KIND, carry_out_retention
        from .actions.retiring_reports import REPORTS_KIND, carry_out_report_retention
        from .queries import n_due, n_reports_due
        from .sentences.refusals import refusal_words

        keep_for_a_time(
            RecordKind(
                RECORD_KIND,
                _("Händelser"),
                _("Så många månader som källan säger; därefter bara antal per ruta, månad och kategori."),
                n_due,
                carry_out_retention,
            )
        )
        keep_for_a_time(
            RecordKind(
                REPORTS_KIND,
                _("Rapporter"),
                _("Lika länge som händelserna i deras källa; hur många som rapporterade sparas som antal."),
                n_reports_due,
                carry_out_report_retention,
            )
        )
        _offer_settings()
        _offer_counts()
        describe_verbs(VERBS)
        describe_jobs(JOBS)
        explain_jobs(JOBS, refusal_words)


def _offer_settings() -> None:
    """What of reporting the administration decides."""
    from samplats.administration.registry import AdministrationPage, add_page

    from .policy import MAY_SET_REPORTING

    purpose = _("Om rapporter får ha foto.")
    add_page(AdministrationPage(_("Rapporter"), purpose, "incidents:report_settings", MAY_SET_REPORTING))


def _offer_counts() -> None:
    """What of the incidents can be handed to a county."""
    from samplats.foundation.releases.registry import ReleaseKind, add_release_kind

    from .queries import COUNTS, COUNTS_SCHEMA, counts_content

    add_release_kind(
        ReleaseKind(
            COUNTS,
            _("Antal händelser per grupp och månad"),
            _(
                "De senaste tolv hela månaderna, för varje källa som även allmänheten får se. Antalen står i "
                "femtal; färre än fem visas inte."
            ),
            _("Inga enskilda händelser, inga platser och inga rapporter som beror på hur många som rapporterar."),
            counts_content,
            COUNTS_SCHEMA,
            order=40,
        )
    )


VERBS: dict[str, str | Promise] = {
    "incidents.add_source": _("Lade till en källa"),
    "incidents.change_source": _("Ändrade en källa"),
    "incidents.close_source": _("Stängde en källa"),
    "incidents.upload_file": _("Laddade upp en fil med händelser"),
    "incidents.map_columns": _("Bestämde hur en fil med händelser läses"),
    "incidents.choose_source": _("Valde källa för en import"),
    "incidents.start_import": _("Startade en import"),
    "incidents.finish_import": _("Läste in händelser"),
    "incidents.give_up_import": _("Drog tillbaka en import som inte gick igenom"),
    "incidents.cancel_import": _("Avbröt en import"),
    "incidents.decide_duplicate": _("Tog ställning till en trolig dubblett"),
    "incidents.retire_rows": _("Gallrade händelser"),
    "incidents.rebuild_snapshot": _("Byggde om en imports ögonblicksbild från databasen"),
    "incidents.undo_import": _("Ångrade en import"),
    "incidents.watch_folder": _("Började bevaka en källas mapp"),
    "incidents.stop_watching": _("Slutade bevaka en källas mapp"),
    "incidents.note_arrival": _("Tog hand om en fil i en bevakad mapp"),
    "incidents.add_feed": _("Lade till en källa som hämtas"),
    "incidents.change_feed": _("Ändrade hur en källa hämtas"),
    "incidents.switch_on": _("Började hämta från en källa"),
    "incidents.switch_off": _("Slutade hämta från en källa"),
    "incidents.ask_for_pull": _("Bad om en hämtning från en källa"),
    "incidents.sort_words": _("Bestämde vad en hämtad källas ord betyder"),
    "incidents.note_failed_pull": _("Skrev upp en hämtning som inte gick"),
    "incidents.take_records": _("Tog in det som hämtats från en källa"),
    "incidents.undo_pull": _("Ångrade en hämtning från en källa"),
    "incidents.hand_in_report": _("Lämnade en rapport"),
    "incidents.change_report": _("Ändrade en rapport"),
    "incidents.withdraw_report": _("Drog tillbaka en rapport"),
    "incidents.bring_back_report": _("Lät en rapport räknas igen"),
    "incidents.merge_report": _("Slog ihop två rapporter om samma händelse"),
    "incidents.part_report": _("Delade isär två rapporter"),
    "incidents.remove_photo": _("Tog bort fotot ur en rapport"),
    "incidents.set_photos": _("Bestämde om rapporter får ha foto"),
    "incidents.choose_reminders": _("Valde om påminnelser ska komma"),
    "incidents.claim_reminder": _("Skickade en påminnelse"),
    "incidents.give_back_reminder": _("Kunde inte skicka en påminnelse"),
    "incidents.say_calm": _("Hade ingenting att rapportera"),
    "incidents.choose_report_source": _("Valde vilken källa rapporterna hör till"),
    "incidents.retire_reports": _("Gallrade rapporter"),
    "incidents.set_rhythm": _("Bestämde hur ofta en organisation rapporterar"),
    "incidents.close_reporting_weeks": _("Skrev upp hur många som rapporterat i veckor som är slut"),
    "incidents.collect_reports": _("Förde in rapporter bland händelserna"),
}
JOBS: dict[str, str | Promise] = {
    "incidents.import": _("Läsa in händelser"),
    "incidents.erase_rows": _("Radera händelser"),
    "incidents.retire": _("Gallra händelser"),
    "incidents.duplicates": _("Leta efter troliga dubbletter"),
    "incidents.collect_reports": _("Föra in rapporter bland händelserna"),
    "incidents.take_in": _("Läsa in filer från en mapp"),
    "incidents.pull": _("Hämta från en källas server"),
}
