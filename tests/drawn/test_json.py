"""An issued report is kept as JSON and comes back as the same value."""

from __future__ import annotations

import pytest

from drawn.sample import sample_report
from poet.draw import json


def test_a_report_comes_back_as_it_went():
    assert json.load(json.dump(sample_report())) == sample_report()


@pytest.mark.parametrize("data", [b"", b"{}", b"[1, 2]", b"\xff\xfe", b'{"kind": 3}'])
def test_what_is_not_a_report_is_refused_with_what_to_do(data):
    with pytest.raises(
        json.NotAReport, match=r"^This is not a report that POET wrote: .+ open the file that was issued\.$"
    ):
        json.load(data)
