"""Drafting and publishing without figures: sections, revisions, versions."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from samplats.foundation.access.permissions import NotAllowed
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.audit.models import AuditLine
from samplats.foundation.jobs.models import Job
from samplats.foundation.jobs.queue import enqueue
from samplats.foundation.tenancy.current import open_tenant
from samplats.situation import actions, queries
from samplats.situation.actions.publishing import Made, content_hash
from samplats.situation.models import Edition, Picture, Section

NOW = timezone.now()
PERIOD = {"first_on": date(2024, 11, 17), "last_on": date(2026, 11, 16)}


@pytest.fixture
def draft(cast):
    return actions.begin_picture(
        cast.actor("ada"), cast.home, place=None, **PERIOD, suggested={"summary": "Siffrorna säger."}, now=NOW
    )


def write(cast, section, text, *, who="ada", revision=None):
    given = revision if revision is not None else section.revision
    return actions.write_section(
        cast.actor(who), section, text=text, is_public=True, revision=given, now=timezone.now()
    )


def sections(cast, draft):
    with open_tenant(cast.home.pk):
        return list(Section.objects.filter(picture=draft))


def test_a_draft_has_the_documents_sections_in_order_and_what_the_system_can_say(cast, draft):
    found = sections(cast, draft)
    assert [one.section for one in found][:3] == ["summary", "sources", "crime"]
    assert found[0].text == found[0].suggested == "Siffrorna säger."


def test_there_is_one_draft_at_a_time(cast, draft):
    again = actions.begin_picture(cast.actor("anna"), cast.home, place=None, **PERIOD, suggested={}, now=NOW)
    assert again.pk == draft.pk


def test_nobody_overwrites_what_somebody_else_saved_meanwhile(cast, draft):
    section = sections(cast, draft)[0]
    write(cast, section, "Adas text")
    stale = sections(cast, draft)[0]
    with pytest.raises(ChangedMeanwhile):
        write(cast, stale, "Annas text", who="anna", revision=1)
    assert sections(cast, draft)[0].text == "Adas text"


def test_personal_details_are_not_stored(cast, draft):
    section = sections(cast, draft)[0]
    with pytest.raises(actions.PersonalDetails):
        write(cast, section, "Det var 811218-9876 igen")
    assert sections(cast, draft)[0].text == "Siffrorna säger."


def test_renewing_leaves_what_people_have_written(cast, draft):
    first, second = sections(cast, draft)[:2]
    write(cast, second, "Våra källor")
    actions.suggest_again(cast.actor("ada"), draft, suggested={"summary": "Nytt.", "sources": "Systemets källor"})
    first, second = sections(cast, draft)[:2]
    assert (first.text, first.suggested) == ("Nytt.", "Nytt.")
    assert (second.text, second.suggested) == ("Våra källor", "Systemets källor")


def made(text="x"):
    content = {"published": "22 november 2026", "sections": [{"title": "Läget i korthet", "text": text}]}
    return Made(content, b"%PDF-1.7 " + text.encode())


def publish(cast, draft, who="ada"):
    return actions.publish_picture(
        cast.actor(who),
        draft,
        title="Lägesbild",
        decided_by="Brottsförebyggande rådet",
        reference="KS 2026/412",
        editions={Edition.Audience.INTERNAL: made("intern"), Edition.Audience.PUBLIC: made("offentlig")},
        now=timezone.now(),
    )


def test_a_picture_with_empty_required_sections_is_not_published(cast, draft):
    with pytest.raises(actions.SectionsMissing) as refused:
        publish(cast, draft)
    assert "Konsekvenser" in refused.value.titles


def fill(cast, draft):
    for section in sections(cast, draft):
        write(cast, section, f"Text om {section.section}")


def test_versions_are_numbered_and_the_draft_is_over(cast, draft):
    fill(cast, draft)
    first = publish(cast, draft)
    assert first.number == 1
    with pytest.raises(ChangedMeanwhile):
        publish(cast, draft)
    second_draft = actions.begin_picture(cast.actor("ada"), cast.home, place=None, **PERIOD, suggested={}, now=NOW)
    assert second_draft.pk != draft.pk
    fill(cast, second_draft)
    assert publish(cast, second_draft).number == 2


def test_a_published_edition_shows_if_it_has_been_changed(cast, draft):
    fill(cast, draft)
    version = publish(cast, draft)
    with open_tenant(cast.home.pk):
        edition = queries.edition(cast.actor("ada"), version, "public")
        assert edition.sha256 == content_hash(edition.content)
        edition.content["sections"][0]["text"] = "ändrad"
        assert edition.sha256 != content_hash(edition.content)


def test_an_analyst_drafts_but_does_not_publish_and_a_member_does_neither(cast, draft):
    fill(cast, draft)
    with pytest.raises(NotAllowed):
        publish(cast, draft, who="anna")
    with pytest.raises(NotAllowed):
        write(cast, sections(cast, draft)[0], "x", who="bo")


def test_the_log_keeps_no_text_of_the_picture(cast, draft):
    fill(cast, draft)
    publish(cast, draft)
    with open_tenant(cast.home.pk):
        kept = str(list(AuditLine.objects.values_list("facts", flat=True)))
    assert "Text om" not in kept
    assert "Brottsförebyggande" not in kept
    with open_tenant(cast.home.pk):
        assert Picture.objects.get().ended_at is not None


def test_who_decided_is_screened_before_it_reaches_the_list_of_jobs(cast, draft):
    fill(cast, draft)
    with pytest.raises(actions.PersonalDetails):
        actions.order_publication(cast.actor("ada"), draft, decided_by="Eva, eva.ek@kommun.se", reference="")
    page = cast.client("ada").post(
        "/m/exempelkoping/lagesbild/utkast/faststall/",
        {"decided_by": "Ring 070-123 45 67", "reference": "KS 2026/00123"},
    )
    assert page.status_code == 422
    assert "telefonnummer" in page.content.decode()
    with open_tenant(cast.home.pk):
        assert not Job.objects.exists()
    job = actions.order_publication(
        cast.actor("ada"), draft, decided_by="Kommunstyrelsen § 123", reference="KS 2026/00123-4, BRÅ-2026-1234"
    )
    assert job.arguments["reference"].startswith("KS 2026")


def test_a_job_of_another_kind_is_no_progress_of_a_picture(cast, draft):
    with open_tenant(cast.home.pk):
        job = enqueue(cast.actor("ada"), "incidents.import", batch=str(draft.public_id))
    page = cast.client("ada").get(f"/m/exempelkoping/lagesbild/arbete/{job.public_id}/")
    assert page.status_code == 404


def test_where_nothing_is_adopted_who_writes_is_led_to_writing(cast):
    page = reverse("situation:versions_of_municipality", args=[cast.home.slug])
    draft = reverse("situation:draft_of_municipality", args=[cast.home.slug])
    assert f'href="{draft}"' in cast.client("ada").get(page).content.decode()
    assert f'href="{draft}"' not in cast.client("lena").get(page).content.decode()


def test_the_draft_says_what_is_written_anew_for_the_editions(cast, draft):
    page = cast.client("ada").get(reverse("situation:draft_of_municipality", args=[cast.home.slug])).content.decode()
    assert "skrivs det om i båda utgåvorna" in page
