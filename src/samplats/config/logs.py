"""Log lines without personal data: no addresses of pages, no words of errors; as JSON one object per line."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
LEFT_OUT = frozenset({"request", "status_code", "server_time"})
OF_GUNICORN = ("Error handling request", "Invalid request")  # it goes on with the address of the page or the client


class PatternOfAddress(logging.Filter):
    """Replaces the address in Django's messages, which may hold a secret, as an invitation does, by its pattern."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            pattern = f"/{match.route}" if match else "an address that there is not"
            status = getattr(record, "status_code", record.levelname.lower())
            record.msg, record.args = "%s %s %s", (getattr(request, "method", ""), pattern, status)
            if record.levelno < logging.ERROR:
                record.exc_info = None  # somebody without the right was refused: nothing is broken
        if record.name == "gunicorn.error":
            for start in OF_GUNICORN:
                if str(record.msg).startswith(start):
                    record.msg, record.args = start, ()
        return True


class Line(logging.Formatter):
    """A line for people. Of an error it shows where and what kind; the words only where `words` allows it.

    An error's words may repeat what somebody wrote: PostgreSQL's show the whole row that it refused.
    """

    def __init__(self, fmt: str | None = None, *, words: bool = False) -> None:
        super().__init__(fmt)
        self.words = words

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        if self.words:
            return super().formatException(ei)
        return "\n".join(reversed([_bare(error) for error in _chain(ei[1])]))


class JsonLine(Line):
    """time, level, logger, message, the facts that the code gave, and the trace of an error."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        told |= {name: value for name, value in vars(record).items() if name not in OWN | LEFT_OUT}
        if hasattr(record, "status_code"):
            told["status"] = record.status_code
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, default=str, ensure_ascii=False)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, then what caused it, and so on."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _bare(error: BaseException) -> str:
    """Where and what kind of error; of a database its code and the name of the rule that was broken."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    facts = [getattr(error, "sqlstate", None), getattr(getattr(error, "diag", None), "constraint_name", None)]
    named = " ".join(str(fact) for fact in facts if fact)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{frames}{kind}{f' ({named})' if named else ''}"
