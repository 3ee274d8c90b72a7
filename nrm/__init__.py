"""The project and the kernel every app stands on."""

from nrm.celery import app as celery_app

__all__ = ["celery_app"]
