"""Responses leave: somebody takes their own back, or a table that was stored is taken back. Told to the apps above in the
same transaction with a `round_id`, a `version_id` and how many (`people`), and never whose."""

from __future__ import annotations

from django.dispatch import Signal

left = Signal()
