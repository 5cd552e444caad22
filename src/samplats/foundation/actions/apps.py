from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """The choke point for everything that changes or shows something."""

    name = "samplats.foundation.actions"
    label = "actions"
