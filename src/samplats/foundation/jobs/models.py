"""Jobs: written in the caller's transaction, run by a worker, restartable."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samplats.foundation.tenancy.records import TenantRecord


class Job(TenantRecord):
    """One piece of long work. `arguments` hold public ids and plain values only."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Väntar")
        RUNNING = "running", _("Pågår")
        DONE = "done", _("Klart")
        FAILED = "failed", _("Misslyckades")
        CANCELLED = "cancelled", _("Avbrutet")

    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    user_id = models.BigIntegerField(null=True)  # null: the system itself
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    can_wait = models.BooleanField(default=False)  # nobody is looking: run after what people wait for
    phase = models.CharField(max_length=60, blank=True)
    progress_done = models.PositiveBigIntegerField(default=0)
    progress_total = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    error = models.CharField(max_length=80, blank=True)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        ordering = ("-made_at", "-pk")
        indexes = [models.Index(fields=["state", "can_wait", "made_at"], name="job_next")]

    @property
    def share_done(self) -> int:
        """Whole percent done, 0 when the total is not known yet."""
        return min(100, 100 * self.progress_done // self.progress_total) if self.progress_total else 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}


class TickLock(models.Model):
    """When each regular task last ran; the row is the lock between workers."""

    name = models.CharField(max_length=80, unique=True)
    last_at = models.DateTimeField()
