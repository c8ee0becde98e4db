"""The public site."""

from django.apps import AppConfig


class Publishing(AppConfig):
    """The public site."""

    name = "portal.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Hear of every consent that changes."""
        from portal.publishing import formerly, withdrawing  # noqa: PLC0415 (Django's order of loading)

        withdrawing.begin()
        formerly.begin()
