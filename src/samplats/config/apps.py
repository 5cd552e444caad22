from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Fills the slots that lower apps declare with what upper apps offer."""

    name = "samplats.config"
    label = "house"

    def ready(self) -> None:
        """Every filled slot stands here, so that one file shows who fills what."""
        from samplats.evidence.incidents.registry import tell_pictures
        from samplats.places.registry import BuiltRoom, Panel, Room, fill_aside, fill_overview, fill_room
        from samplats.process import slots as process
        from samplats.public import slots as public
        from samplats.situation.policy import SEE_SITUATION
        from samplats.situation.registry import ask_whether_shown
        from samplats.situation.slots import pictures_of

        tell_pictures(pictures_of)
        fill_room(BuiltRoom(Room.SITUATION, "situation:page", needed=SEE_SITUATION, otherwise="situation:versions"))
        fill_aside("process", process.head_aside)
        fill_overview(Panel("process", process.ORDER, process.overview_panel))
        fill_overview(Panel("process_notes", process.NOTES_ORDER, process.notes_panel))
        fill_overview(Panel("public", public.ORDER, public.overview_panel))
        ask_whether_shown(public.is_shown)
