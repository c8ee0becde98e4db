"""Answers as plain arrays: which people answered everything that is looked at together, and in which categories."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Scores = NDArray[np.float64]
Areas = NDArray[np.int64]
LARGEST = 1e100
MOST_PEOPLE = 1e15


def answered(*columns: ArrayLike) -> NDArray[np.bool_]:
    """Whether a person's answers are all there: finite in each column (n) or block of columns (n x k).

    Raises ValueError where the columns differ in length, or hold numbers whose squares no computer can add up."""
    blocks = [np.asarray(column, np.float64) for column in columns]
    if len({len(block) for block in blocks}) != 1:
        raise ValueError("the columns differ in length")
    if any((np.isfinite(block) & (np.abs(block) > LARGEST)).any() for block in blocks):
        raise ValueError(f"an answer beyond {LARGEST:g} is no point of a scale")
    marks = [np.isfinite(block) if block.ndim == 1 else np.isfinite(block).all(axis=1) for block in blocks]
    return np.asarray(np.logical_and.reduce(marks), np.bool_)


def table(columns: ArrayLike) -> Scores:
    """One column (n) or several (n x k) as a table n x k."""
    values = np.asarray(columns, np.float64)
    return values[:, None] if values.ndim == 1 else values


def places(values: ArrayLike) -> tuple[NDArray[np.int64], Scores]:
    """Each value's place among the distinct ones in order, and those: any scale becomes 0 to K - 1."""
    distinct, place = np.unique(np.asarray(values, np.float64), return_inverse=True)
    return place.astype(np.int64), distinct


def crossed(row: ArrayLike, column: ArrayLike) -> NDArray[np.int64]:
    """How many people gave each pair of answers; rows and columns in the order of the values, no empty ones."""
    (here, rows), (there, columns) = places(row), places(column)
    table = np.bincount(here * len(columns) + there, minlength=len(rows) * len(columns))
    return table.reshape(len(rows), len(columns)).astype(np.int64)


def people_in(table: ArrayLike) -> Scores:
    """A table of people, counts in rows and columns. Raises ValueError where it is none."""
    people = np.asarray(table, np.float64)
    if people.ndim != 2 or not ((people >= 0) & (people < MOST_PEOPLE)).all():
        raise ValueError("a table of people holds counts in rows and columns, none below nought or without end")
    return people


def within(values: Scores, areas: Areas, weights: Scores | None = None) -> tuple[Scores, Scores]:
    """The values (n x k) less their area's mean, and that mean. `areas` holds places from 0."""
    load = np.ones(len(values)) if weights is None else weights
    people = np.bincount(areas, load)
    sums = np.stack([np.bincount(areas, load * column) for column in values.T], axis=1)
    mean = (sums / np.where(people > 0, people, 1)[:, None])[areas]
    return values - mean, mean


def joined(columns: Scores, weights: Scores) -> tuple[NDArray[np.int64], Scores]:
    """People (n x k answers) who say the same in every column taken together: one row's place a kind, and its weight."""
    key = np.zeros(len(columns), np.int64)
    for column in columns.T:
        place, distinct = places(column)
        key = np.unique(key * len(distinct) + place, return_inverse=True)[1]
    _, first, kind = np.unique(key, return_index=True, return_inverse=True)
    return first.astype(np.int64), np.bincount(kind, weights).astype(np.float64)
