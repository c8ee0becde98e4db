"""What makes a questionnaire sound: every rule is asked of every file, so that all faults are told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from poet.instrument.drafts import Draft
from poet.instrument.rules.belonging import items_have_sections, scales_are_used
from poet.instrument.rules.blocks import blocks_fit_a_page, blocks_stand_together
from poet.instrument.rules.conditions import conditions_look_back
from poet.instrument.rules.ids import codes_are_sound, ids_are_sound, ids_differ, labels_differ
from poet.instrument.rules.numbers import numbers_have_bounds, only_numbers_have_units
from poet.instrument.rules.options import kinds_fit_options, option_lists_are_choices, sides_make_sense
from poet.instrument.rules.wordings import placeholders_have_words, variants_are_known, words_are_used
from poet.instrument.sentences import Found

Rule = Callable[[Draft], Iterator[Found]]

RULES: tuple[Rule, ...] = (
    ids_are_sound,
    ids_differ,
    codes_are_sound,
    labels_differ,
    items_have_sections,
    scales_are_used,
    kinds_fit_options,
    option_lists_are_choices,
    sides_make_sense,
    only_numbers_have_units,
    numbers_have_bounds,
    conditions_look_back,
    blocks_stand_together,
    blocks_fit_a_page,
    variants_are_known,
    placeholders_have_words,
    words_are_used,
)


def broken(draft: Draft) -> list[Found]:
    """Every rule the draft breaks, and where."""
    return [found for rule in RULES for found in rule(draft)]
