"""What may name stored bytes is known: the daily sweep (foundation/files/sweeping.py) erases what nothing names."""

from django.apps import apps
from django.db import models

LENGTH_OF_A_HASH = 64
NAMES_BYTES = {"files.StoredFile.sha256", "tenancy.Tenant.logo"}  # each is asked by `named_among`
OTHER_HASHES = {
    "accounts.Invitation.secret_hash",
    "audit.AuditLine.hash",
    "audit.AuditLine.previous_hash",
    "audit.ChainHead.hash",
    "audit.MonthSeal.hash_after",
    "audit.MonthSeal.hash_before",
    "incidents.ArrivedFile.mark",  # of a file in a watched folder; taken in, it has a StoredFile
    "releases.Release.fingerprint",
    "situation.Edition.sha256",  # of the content; its documents are StoredFiles
    "vocabulary.LoadedTaxonomy.sha256",
    "weekly.Sheet.sha256",
}


def test_whatever_may_hold_the_hash_of_a_file_is_known():
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("samplats.")
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField) and field.max_length == LENGTH_OF_A_HASH
    }
    assert found == NAMES_BYTES | OTHER_HASHES, "a hash of stored bytes is asked for in named_among; tell here which"
