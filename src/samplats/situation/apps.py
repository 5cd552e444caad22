from django.apps import AppConfig


class SituationConfig(AppConfig):
    """The situation picture: figures from evidence, written sections, published versions."""

    name = "samplats.situation"
    label = "situation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the work behind the job names, and what can be handed to a county."""
        from django.utils.translation import gettext_lazy as _

        from samplats.foundation.releases.registry import ReleaseKind, add_release_kind
        from samplats.situation import jobs, queries, registry  # noqa: F401

        holds = _("Den senast fastställda lägesbilden för kommunen och för varje plats, så som den står.")
        add_release_kind(
            ReleaseKind(
                queries.PUBLIC_PICTURES,
                _("Fastställda lägesbilder, offentlig utgåva"),
                holds,
                _("Bara det som vem som helst får läsa."),
                queries.public_pictures,
                queries.PICTURES_SCHEMA,
                order=20,
            )
        )
        add_release_kind(
            ReleaseKind(
                queries.INTERNAL_PICTURES,
                _("Fastställda lägesbilder, intern utgåva"),
                holds,
                _("Inga enskilda händelser. Antalen står i femtal, som för kommunens egna medlemmar."),
                queries.internal_pictures,
                queries.PICTURES_SCHEMA,
                order=30,
            )
        )
