"""The municipality's name, colour and logo."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from samplats.administration.queries import look_of
from samplats.administration.reading import HEAVIEST, ROOM, UnusableLogo, logo_png
from samplats.foundation.files.models import StoredFile
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant


def picture(kind="PNG", size=(600, 200), colour=(12, 79, 85)) -> bytes:
    target, secret = BytesIO(), PngInfo()
    secret.add_text("Author", "Kalle Karlsson")
    made = Image.new("RGB", size, colour)
    made.save(target, kind, **({"pnginfo": secret} if kind == "PNG" else {"comment": b"Kalle Karlsson"}))
    return target.getvalue()


def save(cast, who="adam", file=None, **given):
    data = {"name": "Exempelköpings kommun", "colour": "", **given}
    if file is not None:
        data["logo"] = SimpleUploadedFile("logga.png", file, "image/png")
    return cast.client(who).post(reverse("administration:look", args=[cast.home.slug]), data)


def home(cast):
    return Tenant.objects.get(pk=cast.home.pk)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_written_anew_without_what_else_the_file_held(kind):
    made = logo_png(picture(kind))
    assert b"Kalle" in picture(kind)
    assert b"Kalle" not in made
    shown = Image.open(BytesIO(made))
    assert (shown.format, shown.size) == ("PNG", (480, 160))


def test_a_picture_full_of_detail_becomes_light():
    noise = Image.effect_noise((900, 900), 90)
    target = BytesIO()
    noise.save(target, "PNG")
    made = logo_png(target.getvalue())
    assert len(made) <= HEAVIEST
    assert max(Image.open(BytesIO(made)).size) <= max(ROOM)


@pytest.mark.parametrize(
    ("sent", "fault"),
    [(b"<svg/>", "not_a_picture"), (b"x" * (2 * 1024 * 1024 + 1), "too_large"), (picture()[:200], "not_a_picture")],
)
def test_what_is_no_logo_is_refused_with_a_reason(sent, fault):
    with pytest.raises(UnusableLogo) as refused:
        logo_png(sent)
    assert refused.value.fault == fault


def test_too_many_pixels_are_not_unpacked():
    with pytest.raises(UnusableLogo) as refused:
        logo_png(picture(size=(5000, 4000)))
    assert refused.value.fault == "too_many_pixels"


@pytest.mark.usefixtures("anywhere")
def test_name_colour_and_logo_stand_on_every_page(cast):
    assert save(cast, file=picture(), name="Exempelstad", colour="#8A1538").status_code == 302
    page = cast.client("nobody").get(f"/k/{cast.home.slug}/").content.decode()
    assert "Exempelstad" in page
    assert "--own:#8a1538" in page
    mark = home(cast).logo[:12]
    logo = reverse("administration:logo", args=[cast.home.slug, mark])
    assert logo in page
    assert logo in cast.client("bo").get(f"/m/{cast.home.slug}/").content.decode()
    assert cast.client("nobody").get(logo).content == look_of(home(cast)).logo != b""
    elsewhere = reverse("administration:logo", args=[cast.elsewhere.slug, mark])
    assert cast.client("nobody").get(elsewhere).status_code == 404


def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(cast):
    answer = save(cast, colour="#ffcc00")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "1,3" in page
    assert "Prova #" in page
    assert home(cast).colour == ""
    assert "#0c4f55" in save(cast, colour="red").content.decode()


def test_a_logo_is_kept_until_it_is_taken_away(cast):
    save(cast, file=picture())
    first = home(cast).logo
    save(cast, name="Exempelstad")
    assert home(cast).logo == first
    save(cast, file=picture(colour=(200, 0, 0)))
    assert home(cast).logo not in {"", first}
    save(cast, drops_logo="on")
    assert home(cast).logo == ""
    with open_tenant(cast.home.pk):
        assert not StoredFile.objects.exists()


def test_only_the_administrator_sets_the_look(cast):
    assert save(cast, "ada", name="Annat").status_code == 403
    assert home(cast).name == "Exempelköpings kommun"
