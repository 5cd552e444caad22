"""What the environment says. Production settings that are wrong stop the start with one clear line."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from samplats.foundation.files.bucket import Address

MODES = ("demo", "embedded", "production")
MOST_PROXIES = 5
SHORTEST_TOKEN = 20
MAIL_PORTS = {"smtp": 587, "smtps": 465}


class SettingsError(ImproperlyConfigured):
    """A setting is wrong; the text names the variable and the remedy."""


def mode() -> str:
    """`demo` (default), `embedded` (one laptop) or `production`."""
    chosen = os.environ.get("SAMPLATS_MODE", "demo")
    if chosen not in MODES:
        raise SettingsError(f"SAMPLATS_MODE is {chosen!r}; choose one of {', '.join(MODES)}.")
    if chosen == "demo" and os.environ.get("SAMPLATS_HOSTS"):
        raise SettingsError("SAMPLATS_MODE is demo, which lets anyone sign in; with SAMPLATS_HOSTS set choose another.")
    return chosen


def home() -> Path:
    """The folder for database, files, snapshots and caches."""
    return Path(os.environ.get("SAMPLATS_HOME", "var")).resolve()


def inbox(folder: Path) -> Path:
    """SAMPLATS_INBOX: where others lay files that are taken in by themselves; in the data folder unless said."""
    return Path(os.environ.get("SAMPLATS_INBOX") or folder / "inbox").resolve()


def files_bucket() -> Address | None:
    """SAMPLATS_FILES: s3://bucket or s3://bucket/prefix, an S3-compatible bucket; None: the data folder."""
    given = os.environ.get("SAMPLATS_FILES", "")
    if not given:
        return None
    parts = urlsplit(given)
    if parts.scheme != "s3" or not parts.netloc or parts.query:
        raise SettingsError("SAMPLATS_FILES must look like s3://bucket or s3://bucket/prefix.")
    endpoint = os.environ.get("SAMPLATS_S3_ENDPOINT", "")
    if endpoint and (urlsplit(endpoint).scheme not in {"http", "https"} or not urlsplit(endpoint).hostname):
        raise SettingsError("SAMPLATS_S3_ENDPOINT must look like https://host or https://host:port.")
    key, secret = _bucket_key()
    region = os.environ.get("SAMPLATS_S3_REGION") or "us-east-1"
    return Address(parts.netloc, parts.path.strip("/"), endpoint, region, key, secret)


def _bucket_key() -> tuple[str, str]:
    """From SAMPLATS_S3_KEY and SAMPLATS_S3_SECRET, or the two lines of the file that SAMPLATS_S3_CREDENTIALS names."""
    told = [os.environ.get("SAMPLATS_S3_KEY", ""), os.environ.get("SAMPLATS_S3_SECRET", "")]
    if path := os.environ.get("SAMPLATS_S3_CREDENTIALS", ""):
        try:
            told = Path(path).read_text(encoding="utf-8").split()
        except (OSError, UnicodeDecodeError):
            raise SettingsError(f"SAMPLATS_S3_CREDENTIALS names {path}, which cannot be read.") from None
    if len(told) != 2 or not all(told):
        raise SettingsError(
            "SAMPLATS_FILES needs a key and its secret: SAMPLATS_S3_KEY and SAMPLATS_S3_SECRET, "
            "or SAMPLATS_S3_CREDENTIALS with a file of two lines."
        )
    return told[0], told[1]


def pull_inside() -> frozenset[str]:
    """SAMPLATS_PULL_INSIDE: servers of the own network to pull from: "host:port", comma separated."""
    given = [one.strip().lower() for one in os.environ.get("SAMPLATS_PULL_INSIDE", "").split(",") if one.strip()]
    for one in given:
        host, _, port = one.rpartition(":")
        if not host or not port.isdigit():
            raise SettingsError(f"SAMPLATS_PULL_INSIDE holds {one!r}; write host:port, several with commas between.")
    return frozenset(given)


def secret_key(folder: Path, *, production: bool) -> str:
    """The signing key: from SAMPLATS_SECRET_KEY, or (not in production) made once and kept in the data folder."""
    given = os.environ.get("SAMPLATS_SECRET_KEY", "")
    if production:
        if len(given) < 50 or len(set(given)) < 5:
            raise SettingsError("SAMPLATS_SECRET_KEY must be at least 50 random characters in production.")
        return given
    if given:
        return given
    kept = folder / "secret_key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(64), encoding="ascii")
        kept.chmod(0o600)
    return kept.read_text(encoding="ascii").strip()


def allowed_hosts(*, production: bool) -> list[str]:
    """SAMPLATS_HOSTS, comma separated; only this machine outside production."""
    hosts = [host.strip() for host in os.environ.get("SAMPLATS_HOSTS", "").split(",") if host.strip()]
    if production and (not hosts or "*" in hosts):
        raise SettingsError("SAMPLATS_HOSTS must name the site's host names in production (no '*').")
    return hosts or ["127.0.0.1", "localhost", "[::1]", "testserver"]


def proxies(*, production: bool) -> int:
    """SAMPLATS_PROXIES: how many proxies stand before the site, each adding an address to X-Forwarded-For.

    In production one, which holds the certificate; else none, and then nobody's header is believed.
    """
    given = os.environ.get("SAMPLATS_PROXIES", "1" if production else "0")
    if not given.isascii() or not given.isdigit() or int(given) > MOST_PROXIES:
        raise SettingsError(f"SAMPLATS_PROXIES is {given!r}; give the number of proxies, 0 to {MOST_PROXIES}.")
    return int(given)


def mail() -> dict[str, Any]:
    """SAMPLATS_MAIL (smtp://user:password@host:587 with STARTTLS, smtps:// with TLS from the start) and its sender."""
    parts = urlsplit(os.environ.get("SAMPLATS_MAIL", ""))
    sender = os.environ.get("SAMPLATS_MAIL_FROM", "")
    settings: dict[str, Any] = {"EMAIL_TIMEOUT": 20}
    if sender:
        settings |= {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender}
    if not parts.geturl():
        return settings
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise SettingsError("SAMPLATS_MAIL must look like smtp://user:password@host:587 or smtps://user:password@host.")
    if "@" not in sender:
        raise SettingsError("SAMPLATS_MAIL_FROM must be the address that mail comes from when SAMPLATS_MAIL is set.")
    return settings | {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
    }


def log_format() -> str:
    """SAMPLATS_LOG: `line` for people (default) or `json` for a collector of logs."""
    chosen = os.environ.get("SAMPLATS_LOG", "line")
    if chosen not in {"line", "json"}:
        raise SettingsError(f"SAMPLATS_LOG is {chosen!r}; choose line or json.")
    return chosen


def metrics_token() -> str:
    """SAMPLATS_METRICS_TOKEN: whoever knows it may read /metrics/; without it nobody may."""
    given = os.environ.get("SAMPLATS_METRICS_TOKEN", "")
    if given and len(given) < SHORTEST_TOKEN:
        raise SettingsError(f"SAMPLATS_METRICS_TOKEN must be at least {SHORTEST_TOKEN} random characters.")
    return given


def database(folder: Path) -> dict[str, Any]:
    """SQLite in the data folder, or PostgreSQL from SAMPLATS_DATABASE (postgresql://user:password@host:port/name)."""
    address = os.environ.get("SAMPLATS_DATABASE", "")
    return _postgresql(address) if address else _sqlite(folder)


def _sqlite(folder: Path) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "samplats.foundation.tenancy.sqlite",
        "NAME": folder / "samplats.sqlite3",
        "CONN_MAX_AGE": 60,  # opening it anew for every request reads the whole schema: 3 ms of processor
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged write survives a power cut (NORMAL measured +29 % and guarantees nothing).
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise SettingsError("SAMPLATS_DATABASE must look like postgresql://user:password@host:port/name.")
    return {
        "ENGINE": "samplats.foundation.tenancy.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
