"""What a published edition may say: nothing beyond what its readers may see."""

from datetime import date

import docx
import pytest
from django.utils import timezone

from samplats.administration.actions import set_look
from samplats.evidence.incidents.tests.files import csv_of, imported, row
from samplats.foundation.files.store import on_disk
from samplats.foundation.jobs import worker
from samplats.foundation.tenancy.current import open_tenant
from samplats.situation import actions
from samplats.situation.models import Edition, Section

pytestmark = pytest.mark.usefixtures("in_home")
SECRET = "Polisens underlag: 17 händelser.\nKälla som bara analytiker får se."


def published(cast, language="sv"):
    """Both editions of a picture whose drafter was suggested what not every reader may see."""
    ada = cast.actor("ada")
    draft = actions.begin_picture(
        ada,
        cast.home,
        place=None,
        first_on=date(2024, 11, 17),
        last_on=date(2026, 11, 16),
        suggested={"summary": SECRET, "sources": SECRET},
        now=timezone.now(),
    )
    for section in Section.objects.filter(picture=draft):
        text = section.text.replace("\n", "\r\n") if section.section == "sources" else section.text  # as a browser does
        actions.write_section(
            ada,
            section,
            text=text or f"Text om {section.section}\x0bmed en radbrytning som i Word",
            is_public=True,
            revision=section.revision,
            now=timezone.now(),
        )
    actions.order_publication(ada, draft, decided_by="Kommunstyrelsen", reference="KS 1", language=language)
    worker.run_all()
    with open_tenant(cast.home.pk):
        return list(Edition.objects.all())


def test_what_the_system_wrote_for_a_drafter_is_written_anew_for_each_edition(cast):
    editions = published(cast)
    assert len(editions) == 2
    for edition in editions:
        assert "17 händelser" not in str(edition.content)
        assert "Text om consequences" in str(edition.content)
        words = "".join(one.text for one in as_word(edition).paragraphs)
        assert "Text om consequences" in words
        assert "med en radbrytning" in words


def test_a_picture_of_incidents_so_far_apart_that_no_cell_is_shown_is_published(cast):
    imported(cast, csv_of(*(row(1 + n % 28, lon=16.5 + n / 2000) for n in range(40))), sharing_level="public")
    assert len(published(cast)) == 2


def rows_near_each_other():
    return csv_of(*(row(1 + n % 28, lon=16.5 + n / 100_000) for n in range(60)))


def as_word(edition):
    with on_disk(edition.word) as path:
        return docx.Document(str(path))


@pytest.mark.slow
def test_each_edition_can_be_written_on_in_word_in_english_with_the_municipalitys_look(cast):
    imported(cast, rows_near_each_other(), sharing_level="public")
    set_look(cast.actor("adam"), cast.home, name="Exempelstad", colour="#8a1538")
    for edition in published(cast, "en"):
        assert edition.content["title"] == "Situation picture: Exempelstad"
        document = as_word(edition)
        headings = {one.text for one in document.paragraphs if one.style.name == "Heading 1"}
        assert {section["title"] for section in edition.content["sections"]} <= headings
        assert "17 händelser" not in "".join(one.text for one in document.paragraphs)
        assert document.core_properties.author == "Exempelstad"
        assert document.core_properties.language == "en-GB"
        assert str(document.styles["Title"].font.color.rgb) == "8A1538"
        assert len(document.inline_shapes) == 2 * len(edition.content["parts"])  # a map and a trend each
