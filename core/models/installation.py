from django.db import models


class Installation(models.Model):
    """What this database is: one row. Demonstration data is said so on every screen and in every document."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    demonstration_seed = models.CharField(max_length=40, blank=True)
    demonstration_loaded_at = models.DateTimeField(null=True, blank=True)
    demonstration_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="installation_is_one")]

    def __str__(self) -> str:
        return "demonstration" if self.is_demonstration else "installation"

    @property
    def is_demonstration(self) -> bool:
        return self.demonstration_loaded_at is not None
