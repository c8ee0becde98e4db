"""The third app in the row; it knows questionnaires and councils."""

from django.apps import AppConfig


class Rounds(AppConfig):
    """Rounds, participation and links."""

    name = "portal.rounds"
    label = "rounds"

    def ready(self) -> None:
        """Hear of areas that get another code."""
        from portal.rounds import comparing  # noqa: PLC0415 (Django's order of loading)

        comparing.begin()
