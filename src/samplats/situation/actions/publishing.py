"""Publish a draft as a numbered version in two editions."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.timezone import localdate

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import action, keep_facts, swap
from samplats.foundation.files.store import keep_file
from samplats.foundation.jobs.models import Job
from samplats.foundation.jobs.queue import enqueue
from samplats.situation import policy
from samplats.situation.actions.drafting import refuse_personal_details
from samplats.situation.models import Edition, Picture, Version
from samplats.situation.rules.publishing import next_by
from samplats.situation.sentences.drafted import missing_titles

FILE_NAMES = {Edition.Audience.INTERNAL: "intern", Edition.Audience.PUBLIC: "offentlig"}
PUBLISH_JOB, PREVIEW_JOB = "situation.publish", "situation.preview"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class SectionsMissing(Exception):
    """Required sections are empty; `titles` names them in order, in the reader's language."""

    def __init__(self, titles: list[str]) -> None:
        super().__init__("sections_missing")
        self.titles = titles


@dataclass(frozen=True)
class Made:
    """An edition as the document maker hands it over: what it says, its PDF, and the same to go on writing in."""

    content: dict[str, Any]
    pdf: bytes
    word: bytes = b""


@action(policy.PUBLISH)
def publish_picture(
    actor: Actor,
    picture: Picture,
    *,
    title: str,
    decided_by: str,
    reference: str,
    editions: Mapping[Edition.Audience, Made],
    now: datetime,
) -> Version:
    """Turn the draft into the next version; it stays as it was. Raises `SectionsMissing` or `PersonalDetails`."""
    _require_written(actor, picture)
    refuse_personal_details(decided_by, reference)
    swap(picture, when={"ended_at": None}, to={"ended_at": now})
    last = Version.objects.filter(place=picture.place).aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(
        tenant=picture.tenant,
        place=picture.place,
        number=last + 1,
        title=title,
        decided_by=decided_by,
        reference=reference,
        first_on=picture.first_on,
        last_on=picture.last_on,
        published_at=now,
        published_by_id=actor.user_id,
        next_by_on=next_by(localdate(now)),
    )
    for audience, made in editions.items():
        _keep_edition(version, audience, made)
    keep_facts(editions=len(editions))
    return version


@action(policy.PUBLISH)
def order_publication(actor: Actor, picture: Picture, *, decided_by: str, reference: str, language: str = "sv") -> Job:
    """Have the documents made and the version published by a job. Raises `SectionsMissing` or `PersonalDetails`."""
    _require_written(actor, picture)
    refuse_personal_details(decided_by, reference)
    asked: dict[str, Any] = {"decided_by": decided_by, "reference": reference, "language": language}
    wanted = {"picture": str(picture.public_id), **asked}
    return _under_way(PUBLISH_JOB, picture) or enqueue(actor, PUBLISH_JOB, **wanted)


@action(policy.DRAFT)
def order_preview(actor: Actor, picture: Picture) -> Job:
    """Have counted what the draft's editions will tell figures of, by a job; publishes nothing."""
    known = _under_way(PREVIEW_JOB, picture, user_id=actor.user_id)
    return known or enqueue(actor, PREVIEW_JOB, picture=str(picture.public_id))


def _under_way(name: str, picture: Picture, **also: Any) -> Job | None:
    """The same work for the same draft, ordered already."""
    waiting = Job.objects.filter(name=name, state__in=["waiting", "running"], **also)
    return next((job for job in waiting if job.arguments["picture"] == str(picture.public_id)), None)


def _require_written(actor: Actor, picture: Picture) -> None:
    empty = missing_titles(actor, picture)
    if empty:
        raise SectionsMissing(empty)


def _keep_edition(version: Version, audience: Edition.Audience, made: Made) -> None:
    about = f"-{version.place.slug}" if version.place else ""
    name = f"lagesbild{about}-v{version.number}-{FILE_NAMES[audience]}"
    Edition.objects.create(
        tenant=version.tenant,
        version=version,
        audience=audience,
        content=made.content,
        sha256=content_hash(made.content),
        document=keep_file(version.tenant, [made.pdf], name=f"{name}.pdf", content_type=PDF),
        word=keep_file(version.tenant, [made.word], name=f"{name}.docx", content_type=WORD) if made.word else None,
    )


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 of an edition's content, to show that it stays as it was."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
