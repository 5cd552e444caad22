"""Erase bytes that no record names: left by a process that was killed, or an action that was undone, before its end."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from samplats.foundation.files.models import StoredFile
from samplats.foundation.files.shelf import shelf
from samplats.foundation.tenancy.current import across_tenants
from samplats.foundation.tenancy.models import Tenant

log = logging.getLogger("samplats.files")
LEAST_AGE = timedelta(days=1)  # no action takes that long: what is put younger may get its record yet
MOST, MOST_SHARE = 20, 0.1  # more unnamed than both: rather the database is another one
AT_ONCE = 500
_HASH = re.compile(r"[0-9a-f]{64}")


def sweep_unnamed(now: datetime) -> int:
    """Erase what has lain for a day without a record of any tenant naming it; how many files went.

    Nothing is erased where so much is unnamed that shelf and database hardly belong together; the log says so.
    """
    place, before = shelf(), now - LEAST_AGE
    leftovers = place.clear_leftovers(before)
    lying = {name: put_at for name, put_at in place.dated() if _HASH.fullmatch(name)}
    named = named_among(list(lying))  # asked after the listing, so that a record made meanwhile counts
    unnamed = [name for name, put_at in lying.items() if name not in named and put_at < before]
    if len(unnamed) > max(MOST, MOST_SHARE * len(lying)) or (unnamed and not named):
        log.warning("%s of %s stored files have no record: left, see docs/operations.md", len(unnamed), len(lying))
        return 0
    erased = sum(place.erase_older(name, before) for name in unnamed)
    if erased or leftovers:
        log.info("%s stored files without a record and %s half-written ones are erased", erased, leftovers)
    return erased


def named_among(hashes: Sequence[str]) -> set[str]:
    """Those of the hashes that some record names; whatever names bytes is asked here."""
    named: set[str] = set()
    with across_tenants("bytes are shared by hash between tenants; they stay while any record names them"):
        for first in range(0, len(hashes), AT_ONCE):
            some = hashes[first : first + AT_ONCE]
            named.update(StoredFile.objects.filter(sha256__in=some).values_list("sha256", flat=True))
            named.update(Tenant.objects.filter(logo__in=some).values_list("logo", flat=True))
    return named
