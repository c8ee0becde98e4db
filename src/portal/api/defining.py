"""What is asked: published questionnaires in every face, and the rounds in which a token's areas ask them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from poet.instrument import Item, Kind
from poet.instrument.faces import Dressed
from portal.api import receiving
from portal.api.operations import Call
from portal.api.problems import Problem
from portal.api.shapes import (
    ConditionWords,
    Definition,
    FormName,
    ItemWords,
    OptionWords,
    RoundName,
    SectionWords,
    VariantWords,
)
from portal.api.words import Name
from portal.questionnaires.faces import dressings
from portal.questionnaires.models import Version
from portal.rounds.models import Participation, Window, window


def forms(call: Call) -> list[FormName]:
    """Every published version of every questionnaire; there are dozens, never thousands."""
    del call
    versions = Version.objects.defer("text").order_by("form", "version").prefetch_related("faces")
    return [
        FormName(
            version.form,
            version.version,
            version.title,
            version.digest,
            version.published,
            ["standard", *sorted({face.face for face in version.faces.all()})],
        )
        for version in versions
    ]


def form(call: Call) -> Definition:
    """One version in one face."""
    version = Version.objects.defer("text").filter(form=call.place["form"], version=call.place["version"]).first()
    if version is None:
        raise Problem(Name.UNKNOWN)
    return _in_face(dressings(version.pk, version.digest), call.place["face"])


def asked(call: Call) -> Definition:
    """What an area asks in a round, its own questions included."""
    area, asking, form, version = (call.place[name] for name in ("area", "round", "form", "version"))
    place = receiving.asked(area, asking, form, version, variant="")
    assert not isinstance(place, str), "without a wording there is none that could be unknown"
    return _in_face(place.faces, call.place["face"])


def rounds(call: Call) -> list[RoundName]:
    """The rounds in which the token's areas take part, newest first."""
    del call  # the scope it stands in says which
    now = timezone.now()
    rows = Participation.objects.order_by("-round__opens", "round__slug", "area_id").values_list(
        "round_id", "round__slug", "round__name", "round__opens", "round__closes", "round__made_up", "area_id"
    )
    found: dict[int, tuple[str, str, datetime, datetime, bool]] = {}
    areas: dict[int, list[str]] = {}
    for key, slug, name, opens, closes, made_up, area in rows:
        found[key] = (slug, name, opens, closes, made_up)
        areas.setdefault(key, []).append(area)
    forms: dict[int, list[str]] = {key: [] for key in found}
    asked = Version.objects.filter(rounds__in=list(found)).order_by("form", "version")
    for key, form, version in asked.values_list("rounds__pk", "form", "version"):
        forms.get(key, []).append(f"{form}/{version}")
    return [
        RoundName(slug, name, opens, closes, window(opens, closes, now) is Window.OPEN, made_up, forms[key], areas[key])
        for key, (slug, name, opens, closes, made_up) in found.items()
    ]


def _in_face(there: Mapping[str, Dressed], face: str) -> Definition:
    dressed = there.get(face)
    if dressed is None:
        raise Problem(Name.UNKNOWN)
    return defined(dressed)


def defined(dressed: Dressed) -> Definition:
    """A questionnaire in a face, as it is told to another computer."""
    asked = dressed.instrument
    return Definition(
        asked.id,
        asked.version,
        dressed.face,
        dressed.language,
        asked.title,
        asked.respondents,
        asked.about,
        asked.digest,
        [VariantWords(one.id, one.title, dict(one.words)) for one in asked.variants],
        [SectionWords(one.id, one.title, one.intro, one.private) for one in asked.sections],
        [_item(item) for item in asked.items],
    )


def _item(item: Item) -> ItemWords:
    number = item.kind is Kind.NUMBER
    return ItemWords(
        item.id,
        item.section,
        item.kind.value,
        item.ask,
        item.label,
        item.hint,
        [OptionWords(one.code, one.text, one.apart, one.alone) for one in item.options],
        item.unit.value if item.unit else "",
        item.low if number else None,
        item.high if number else None,
        [ConditionWords(one.item, list(one.codes)) for one in item.when],
        list(item.variants),
        item.not_understood.code if item.not_understood else "",
    )
