"""The app above rounds: whom a round could reach, and how many answers it aims at."""

from django.apps import AppConfig


class Caseloads(AppConfig):
    """Caseloads and targets."""

    name = "portal.caseloads"
    label = "caseloads"
