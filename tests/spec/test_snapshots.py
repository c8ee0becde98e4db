"""A round kept as a columnar file, counted from there, and drawn again."""

from __future__ import annotations

import numpy as np
import pytest

from poet.answers import NotAccepted
from poet.count.bootstrap import replicates
from poet.count.pairs import pair_tables
from poet.count.streaming import count_snapshot
from poet.frame import open_snapshot, write_snapshot
from poet.instrument import parse
from world import said

ROUND = """
    area      heard      helpers        age
    anyshire  mostly     family         3
    anyshire  mostly     family;school  .
    anyshire  never      .              4
    nowhere   sometimes  nobody         5
    nowhere   .          family         6
    nowhere   dont-know  family         6
"""


@pytest.mark.parametrize("suffix", [".arrow", ".parquet"])
def test_only_items_answered_by_choosing_one_are_kept(tmp_path, suffix):
    file = tmp_path / f"round{suffix}"
    write_snapshot(said(ROUND), file)
    kept = open_snapshot(said(ROUND).instrument, file)
    assert (kept.items, kept.groups, kept.areas) == (("heard",), ("all",), ("anyshire", "nowhere"))
    assert count_snapshot(kept).by_area().items["heard"].by_option.tolist() == [[2, 0, 1, 0], [0, 1, 0, 1]]


def test_crossed_counts_are_told_by_area_by_group_and_within_an_area(tmp_path):
    write_snapshot(said(ROUND), tmp_path / "round.arrow", by="heard")
    found = count_snapshot(open_snapshot(said(ROUND).instrument, tmp_path / "round.arrow"))
    assert found.groups == ("mostly", "sometimes", "never", "dont-know", "")
    assert found.by_group().respondents.tolist() == [2, 1, 1, 1, 1]
    assert found.within("anyshire").respondents.tolist() == [2, 0, 1, 0, 0]
    assert found.within("anyshire").items["heard"].answered.tolist() == [2, 0, 1, 0, 0]


def test_a_snapshot_of_another_questionnaire_or_none_is_refused(tmp_path):
    write_snapshot(said(ROUND), tmp_path / "round.arrow")
    other = parse(
        'id = "o"\nversion = "1"\ntitle = "O"\nrespondents = "p"\n[[sections]]\nid = "s"\ntitle = "S"\nkind = "comment"\n'
        '[[items]]\nid = "t"\nsection = "s"\nkind = "text"\nask = "Well?"\n',
        "other.toml",
    )
    with pytest.raises(NotAccepted, match="another questionnaire than o/1"):
        open_snapshot(other, tmp_path / "round.arrow")
    (tmp_path / "no.arrow").write_bytes(b"area,heard\n")
    (tmp_path / "no.parquet").write_bytes(b"area,heard\n")
    for name in ("no.arrow", "no.parquet"):
        with pytest.raises(NotAccepted, match="is no snapshot"):
            open_snapshot(other, tmp_path / name)


def test_only_one_answer_a_person_groups_a_snapshot_or_pairs_with_another(tmp_path):
    with pytest.raises(TypeError, match="helpers"):
        write_snapshot(said(ROUND), tmp_path / "round.arrow", by="helpers")
    with pytest.raises(TypeError, match="helpers"):
        pair_tables(said(ROUND), ["heard", "helpers"])


def test_replicates_spread_as_a_share_of_so_many_people_does():
    rows = "\n".join(f"anyshire {'mostly' if place < 60 else 'never'}" for place in range(100))
    found = replicates(said(f"area heard\n{rows}"), runs=4000, seed=5)
    shares = found.shares()[:, 0, 0]
    assert set(found.base[:, 0, 0].tolist()) == {100.0}
    assert shares.mean() == pytest.approx(0.6, abs=4 * np.sqrt(0.24 / 100 / 4000))
    assert shares.var() == pytest.approx(0.24 / 100, rel=4 * np.sqrt(2 / 4000))


def test_the_same_seed_draws_the_same_and_another_does_not():
    first, again, other = (replicates(said(ROUND), runs=50, seed=seed) for seed in (1, 1, 2))
    assert first.favourable.tolist() == again.favourable.tolist()
    assert first.favourable.tolist() != other.favourable.tolist()


def test_a_replicate_with_nobody_in_the_base_has_no_share():
    found = replicates(said("area heard\nanyshire dont-know\nanyshire ."), runs=3, seed=1)
    assert np.isnan(found.shares()).all()
    with pytest.raises(ValueError, match="at least one"):
        replicates(said(ROUND), runs=0, seed=1)
