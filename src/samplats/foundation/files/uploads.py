"""How much anybody may send us: told before the first byte is kept, also from who has not signed in."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUpload(TemporaryFileUploadHandler):
    """Files go to disk, up to a limit; a stranger's never go beyond what a form without files may hold."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, *args: Any, **given: Any
    ) -> None:
        """Refuse the whole body by its stated length; the server reads no more than that."""
        user = getattr(self.request, "user", None)
        known = user is not None and user.is_authenticated
        if content_length > (settings.UPLOAD_AT_MOST if known else settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            raise RequestDataTooBig("The request holds more than may be sent.")
