"""Begin, write and publish situation pictures; count figures."""

from samplats.situation.actions.counting import order_figures, store_figures
from samplats.situation.actions.drafting import (
    PersonalDetails,
    begin_picture,
    discard_picture,
    suggest_again,
    write_section,
)
from samplats.situation.actions.publishing import (
    SectionsMissing,
    order_preview,
    order_publication,
    publish_picture,
)

__all__ = [
    "PersonalDetails",
    "SectionsMissing",
    "begin_picture",
    "discard_picture",
    "order_figures",
    "order_preview",
    "order_publication",
    "publish_picture",
    "store_figures",
    "suggest_again",
    "write_section",
]
