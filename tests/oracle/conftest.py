"""Hypothesis judges what is right, not how fast a shared machine is at the moment."""

from hypothesis import settings

settings.register_profile("oracle", deadline=None)
settings.load_profile("oracle")
