"""What a link or a group is handed out by, as the pages show it: address, code, posters, words for a letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from portal.outreach import groups, ways, words
from portal.outreach.models import GroupLink
from portal.outreach.ways import Way

CODES = {"svg": "image/svg+xml", "png": "image/png"}


def handed(way: Way, faces: list[tuple[str, str]]) -> dict[str, Any]:
    """What a way is handed out by: its address, its code in two formats, posters, and words for a letter."""
    place = (way.link.round.slug, way.link.area_id, way.token)
    until = ways.last_day(way.link.round.closes)
    return {
        "token": way.token,
        "address": way.address,
        "code": reverse("link-code", args=[*place, "svg"]),
        "codes": [(ending.upper(), reverse("link-code", args=[*place, ending])) for ending in CODES],
        "posters": [(name, face, reverse("poster", args=[*place, face])) for face, name in faces],
        "letter": words.letter(way.link.area.name, ways.title(way.link), way.address, until),
    }


def groups_shown(rows: Sequence[GroupLink]) -> list[dict[str, Any]]:
    """Groups with what each is handed out by, and how many came by it."""
    faces = ways.posters({one.link.version_id for one in rows})
    told = groups.told([one.token for one in rows])
    return [
        {
            "group": one.token,
            "name": one.name,
            "kind": words.group_of(one.get_kind_display(), one.collector),
            "title": ways.title(one.link),
            "paused": one.paused,
            "sent": words.tallied(told.get(one.token)),
            **handed(ways.of_group(one), faces[one.link.version_id]),
        }
        for one in rows
    ]
