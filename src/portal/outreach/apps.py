"""Between rounds and capture: it hands out what opens a questionnaire, and sees no answer."""

from django.apps import AppConfig


class Outreach(AppConfig):
    """Group links, invitations, and the letters that carry them."""

    name = "portal.outreach"
    label = "outreach"
