"""Short receipts with an undo, carried over a redirect by Django's messages."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo:"


@dataclass(frozen=True)
class Toast:
    """One receipt: its words, how it is meant, and where an undo is posted."""

    text: str
    tone: str = ""
    undo_url: str = ""


def toast(request: HttpRequest, text: str, *, undo_url: str = "", bad: bool = False) -> None:
    """Show the words once, on this answer or the next page."""
    grade = messages.ERROR if bad else messages.SUCCESS
    messages.add_message(request, grade, text, extra_tags=f"{UNDO}{undo_url}" if undo_url else "")


def waiting(request: HttpRequest) -> list[Toast]:
    """The receipts not shown yet; reading them marks them as shown."""
    return [
        Toast(
            str(message),
            tone="bad" if message.level >= messages.ERROR else "",
            undo_url=(message.extra_tags or "").removeprefix(UNDO),
        )
        for message in messages.get_messages(request)
    ]
