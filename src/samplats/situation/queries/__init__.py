"""Figures, drafts and published versions, as far as the actor may see them."""

from samplats.situation.models import Edition, Figures, Picture, Section, Version
from samplats.situation.queries.drafts import draft, kind_of, open_draft, open_drafts, section, sections
from samplats.situation.queries.figures import (
    Subject,
    count_suite,
    edition_period,
    sources_of,
    states,
    stored_suite,
    stored_suites,
    subject_of,
    summary_of,
    usual_period,
)
from samplats.situation.queries.versions import (
    edition,
    editions_of,
    latest,
    latest_public,
    next_number,
    public_version,
    version,
    versions,
)

__all__ = [
    "Edition",
    "Figures",
    "Picture",
    "Section",
    "Subject",
    "Version",
    "count_suite",
    "draft",
    "edition",
    "edition_period",
    "editions_of",
    "kind_of",
    "latest",
    "latest_public",
    "next_number",
    "open_draft",
    "open_drafts",
    "public_version",
    "section",
    "sections",
    "sources_of",
    "states",
    "stored_suite",
    "stored_suites",
    "subject_of",
    "summary_of",
    "usual_period",
    "version",
    "versions",
]
