"""The app of the log; every app that does something worth knowing stands above it."""

from django.apps import AppConfig


class Audit(AppConfig):
    """The log."""

    name = "portal.audit"
    label = "audit"

    def ready(self) -> None:
        """Hear what the operator does to areas."""
        from portal.audit import hearing  # noqa: PLC0415 (Django's order of loading)

        hearing.begin()
