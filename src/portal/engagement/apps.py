"""Events and action plans."""

from django.apps import AppConfig


class Engagement(AppConfig):
    """Events and action plans."""

    name = "portal.engagement"
    label = "engagement"

    def ready(self) -> None:
        """Answer whoever asks below what came of a response, or of the round before."""
        from portal.engagement import answering  # noqa: PLC0415 (Django's order of loading)

        answering.begin()
