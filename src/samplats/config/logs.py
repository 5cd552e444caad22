"""Log lines without personal data: the pattern of an address instead of the address, one JSON object per line."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
LEFT_OUT = frozenset({"request", "status_code", "server_time"})


class PatternOfAddress(logging.Filter):
    """Replaces the address in Django's messages: it may hold a secret, as an invitation does."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            pattern = f"/{match.route}" if match else "an address that there is not"
            record.msg, record.args = f"%s %s {record.levelname.lower()}", (getattr(request, "method", ""), pattern)
        return True


class JsonLine(logging.Formatter):
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
