from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Fills the slots that lower apps declare with what upper apps offer."""

    name = "samplats.config"
    label = "house"

    def ready(self) -> None:
        """Every filled slot stands here, so that one file shows who fills what."""
        from samplats.evidence.incidents.registry import tell_pictures
        from samplats.places.registry import BuiltRoom, Room, fill_room
        from samplats.situation.policy import SEE_SITUATION
        from samplats.situation.slots import pictures_of

        tell_pictures(pictures_of)
        fill_room(BuiltRoom(Room.SITUATION, "situation:page", needed=SEE_SITUATION, otherwise="situation:versions"))
