"""Snapshots made again from the database hold what they held."""

import argparse

import numpy as np
import pytest

from samplats.commands import rebuild
from samplats.evidence.incidents import queries
from samplats.evidence.incidents.models import Source
from samplats.evidence.incidents.tests.files import csv_of, imported, row
from samplats.foundation.access.scopes import scope as scope_of
from samplats.foundation.snapshots.models import SnapshotPart
from samplats.foundation.snapshots.store import path_of
from samplats.foundation.tenancy.current import open_tenant

pytestmark = pytest.mark.usefixtures("in_home")
SPAN = ("2026-01-01", "2026-12-31")
SUMMER = "x;2026-07-01 02:30;16.512345678;59.5;"


def words(labels):
    return [labels.words[code] if code >= 0 else "" for code in labels.codes]


def seen(cast):
    found = queries.columns_of(cast.actor("ada"), scope_of(cast.actor("ada")), list(Source.objects.all()))
    numbers = ("wall", "wall_end", "precision", "count", "lon", "lat", "x", "y", "place_precision")
    return {name: getattr(found, name) for name in numbers}, words(found.category_text), words(found.area)


def test_what_is_read_is_the_same_before_and_after(cast):
    imported(cast, csv_of(row(1), row(25, 2, lon=16.123456789), row(3, kind=""), SUMMER))
    before, *texts = seen(cast)
    old = list(SnapshotPart.objects.values_list("public_id", flat=True))
    for public_id in old:
        path_of(cast.home.public_id, public_id).unlink()  # a lost disk
    assert rebuild.run(argparse.Namespace(municipality="exempelkoping")) == 0
    with open_tenant(cast.home.pk):
        after, *rebuilt = seen(cast)
        assert not set(old) & set(SnapshotPart.objects.values_list("public_id", flat=True))
        assert SnapshotPart.objects.filter(is_live=True).count() == len(old)
    for name, values in before.items():
        np.testing.assert_array_equal(values, after[name], err_msg=name)
    assert texts == rebuilt


def test_an_unknown_municipality_is_said_so(cast, capsys):
    assert rebuild.run(argparse.Namespace(municipality="ingenstans")) == 2
    assert "ingenstans" in capsys.readouterr().out
