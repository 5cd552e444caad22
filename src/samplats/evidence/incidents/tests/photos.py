"""A photo as a phone makes it, and a report that holds one."""

from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image

from samplats.evidence.incidents import actions
from samplats.evidence.incidents.models import Report
from samplats.evidence.incidents.tests.reporting import NOW, handed_in
from samplats.foundation.files.photos import photo_jpeg
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast


def photo(size: tuple[int, int] = (40, 30), kind: str = "JPEG", **told: Any) -> bytes:
    """A picture with a red left half, as a file."""
    made = Image.new("RGB", size, "white")
    made.paste("red", (0, 0, size[0] // 2, size[1]))
    target = BytesIO()
    made.save(target, kind, **told)
    return target.getvalue()


def with_photo(cast: Cast, who: str = "rut", **told: Any) -> Report:
    """One report with a photo, through the action; photos are turned on."""
    actions.set_photos(cast.actor("adam"), cast.home, taken=True)
    told.setdefault("now", NOW)
    return handed_in(cast, who, photo=photo_jpeg(photo()), category="G2", **told)


def sample(cast: Cast) -> dict[str, Any]:
    """What Rut has reported with a photo."""
    with open_tenant(cast.home.pk):
        return {"public_id": with_photo(cast, now=timezone.now()).public_id}
