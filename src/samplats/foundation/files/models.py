"""What is known of a stored file; the bytes lie on the shelf under their hash."""

from django.db import models

from samplats.foundation.tenancy.records import TenantRecord


class StoredFile(TenantRecord):
    """A file of a tenant. Two equal files share their bytes, never their record."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100, default="application/octet-stream")
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantRecord.Meta):
        indexes = [models.Index(fields=["sha256"], name="file_by_hash")]
