"""The fourth app in the row; of the trade it knows asking only."""

from django.apps import AppConfig
from django.core import checks


class Capture(AppConfig):
    """Drafts and responses."""

    name = "portal.capture"
    label = "capture"

    def ready(self) -> None:
        """A film that lacks something stops the operator's commands with what to do."""
        from portal.capture import films  # noqa: PLC0415 (once the apps are there)

        checks.register(films.checked)
