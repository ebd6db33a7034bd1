"""A criterion of 0 points in the statistics: a mean of nothing is no figure."""

from scoring.reports.statistics import tallies
from tests.reports.test_needs_live import run


def test_a_criterion_without_points_has_no_share_of_them() -> None:
    found = tallies(run())
    assert (found["F1"].scored, found["F1"].share) == (22, None)
    assert found["A1"].share is not None
