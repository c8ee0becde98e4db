"""The second app in the row; it knows councils only."""

from django.apps import AppConfig


class Questionnaires(AppConfig):
    """Published questionnaires."""

    name = "portal.questionnaires"
    label = "questionnaires"
