"""The README's matrix of features says what the loader says today."""

from __future__ import annotations

import pytest
from tests.scenario.features import README, Feature, Support, tried, written


@pytest.mark.long
def test_the_matrix_in_the_readme_is_current() -> None:
    readme = README.read_text(encoding="utf-8")
    assert written(readme) == readme, "run `make features`"


def test_a_feature_is_judged_by_the_loader() -> None:
    survey = "| survey |\n| | type | name | label | appearance | calculation |\n"
    refused = survey + "| | calculate | a | A | | tidak-ada(1) |\n"
    noticed = survey + "| | text | a | A | tidak-dikenal | |\n"
    plain = survey + "| | text | a | A | multiline | |\n"
    found = [tried(Feature("g", "n", form)) for form in (refused, noticed, plain)]
    assert found == [Support.REFUSED, Support.NOTICE, Support.FULL]
