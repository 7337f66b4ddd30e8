"""The wizard's record.

It must not be imported before Django is set up.
"""

# The peers live in an environment of their own, which mypy does not see.
# mypy: disable-error-code="import-not-found,import-untyped", disallow-subclassing-any=False

from django.db import models


class Record(models.Model):
    """The eight answers."""

    situation = models.TextField()
    emotion = models.CharField(max_length=40)
    intensity = models.IntegerField()
    thought = models.TextField()
    evidence_for = models.TextField()
    evidence_against = models.TextField()
    balanced = models.TextField()
    intensity_after = models.IntegerField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "wizard_records"
