"""The app above capture that gives whoever has answered a code of their own."""

from django.apps import AppConfig


class Keepsakes(AppConfig):
    """Codes that respondents hold."""

    name = "portal.keepsakes"
    label = "keepsakes"

    def ready(self) -> None:
        """Hear of every response that is stored, and of every thank-you."""
        from portal.keepsakes import giving  # noqa: PLC0415 (Django's order of loading)

        giving.begin()
