"""What a published edition may say: nothing beyond what its readers may see."""

from datetime import date

import pytest
from django.utils import timezone

from samplats.foundation.jobs import worker
from samplats.foundation.tenancy.current import open_tenant
from samplats.situation import actions
from samplats.situation.models import Edition, Section

pytestmark = pytest.mark.usefixtures("in_home")
SECRET = "Polisens underlag: 17 händelser.\nKälla som bara analytiker får se."


def test_what_the_system_wrote_for_a_drafter_is_written_anew_for_each_edition(cast):
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
            text=text or f"Text om {section.section}",
            is_public=True,
            revision=section.revision,
            now=timezone.now(),
        )
    actions.order_publication(ada, draft, decided_by="Kommunstyrelsen", reference="KS 1")
    worker.run_all()
    with open_tenant(cast.home.pk):
        editions = list(Edition.objects.all())
    assert len(editions) == 2
    for edition in editions:
        assert "17 händelser" not in str(edition.content)
        assert "Text om consequences" in str(edition.content)
