"""What each criterion does to the ranking: its weight on paper and in effect, how well it separates."""

from collections.abc import Iterator

import numpy as np

from scoring.whatif.firm import Influence
from scoring.whatif.shares import Floats, Shares


def influences(table: Shares) -> tuple[Influence, ...]:
    """In the order of the criteria; those that count for no ranked unit are left out."""
    if not table.units:
        return ()
    return tuple(_influences(table))


def _influences(table: Shares) -> Iterator[Influence]:
    nominal = table.weights[np.newaxis, :]
    scores = table.scores(nominal)
    places, classes = table.stood(scores)
    variance = float(scores[0].var())
    contributed, asked = _contributions(table), _asked(table)
    for column, code in enumerate(table.codes):
        here = table.counts[:, column] > 0
        if not here.any():
            continue
        share = table.reached[here, column]
        without = table.scores(
            np.where(np.arange(len(table.codes)) == column, 0.0, table.weights)[np.newaxis, :]
        )
        places_without, classes_without = table.stood(without)
        both = np.cov(contributed[:, column], scores[0], bias=True)[0, 1] if len(table.units) > 1 else 0.0
        yield Influence(
            code=code,
            units=int(here.sum()),
            nominal=float(asked[:, column].mean()),
            effective=float(both) / variance if variance > 1e-12 else None,
            correlation=_spearman(share, scores[0][here]),
            spread=float(share.std()),
            full=float((share > 1 - 1e-9).mean()),
            moves=int((places_without != places).sum()),
            classes=int((classes_without != classes).sum()),
        )


def _asked(table: Shares) -> Floats:
    """Each criterion's share of what each unit is asked: units x criteria."""
    tops = table.counts * table.weights
    asked: Floats = tops / tops.sum(axis=1, keepdims=True)
    return asked


def _contributions(table: Shares) -> Floats:
    """The points of the score that come from each criterion: units x criteria."""
    points = table.reached * table.counts * table.weights
    if table.criteria.score_on == "points":
        return points
    contributed: Floats = 100 * points / (table.counts * table.weights).sum(axis=1, keepdims=True)
    return contributed


def _spearman(one: Floats, other: Floats) -> float | None:
    """Correlation of ranks, ties with their mean rank."""
    if len(one) < 2 or np.ptp(one) < 1e-12 or np.ptp(other) < 1e-12:
        return None
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: Floats) -> Floats:
    _, which, counts = np.unique(np.round(values, 9), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean: Floats = (last - (counts - 1) / 2)[which]
    return mean
