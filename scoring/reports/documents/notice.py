"""The result notice of one unit: what it claimed, what it was given, why, and where it stands.

A unit that the year was closed without gets one too: that it is not classed, why, and on which document.
"""

from collections.abc import Iterable, Iterator

from scoring.engine.model import Mark, State, UnitResult
from scoring.reports.documents.counts import Row, numbered
from scoring.reports.documents.ranking import NONE, alike, self_score
from scoring.reports.tables import reached
from scoring.standing.exempted import exemptions
from scoring.standing.run import Consolidation
from scoring.standing.tracing import own_and_checked, verdict_of
from scoring.text import show_number


def is_told(run: Consolidation, result: UnitResult) -> bool:
    """True for the units that get a notice: those placed, and those closed without a class."""
    closed = result.state in (State.LEFT_OUT, State.NOTHING_ASKED) and result.standing is not None
    return run.is_placed(result) or closed


def notice(run: Consolidation, result: UnitResult) -> Row:
    """The fields of one unit's notice."""
    standing = result.standing
    assert standing, "units that get a notice have a standing"
    block = next(block for block in run.blocks if block.code == result.block)
    return {
        "don_vi": run.name(result.unit),
        "khoi": block.name,
        "xep_loai": standing.name,
        "ly_do_xep_loai": _reason(result),
        "duoc_xep_loai": standing.code is not None,
        "loai_cuoi": standing.code == run.criteria.classes[-1].code,
        "duoc_mien": list(exemptions(run, result.unit)),
        "co_diem": run.is_placed(result),
        **_places(run, result),
        **_points(run, result),
    }


def _reason(result: UnitResult) -> str:
    """Why; without the words that the class itself says."""
    standing = result.standing
    assert standing
    said, about, why = standing.reason.partition(": ")
    words = why if about and said == standing.name else standing.reason
    return f"{words.rstrip('.')}." if words else ""


def _places(run: Consolidation, result: UnitResult) -> Row:
    return {
        "co_hang": bool(result.in_block and result.overall),
        "hang_khoi": str(result.in_block.place) if result.in_block else NONE,
        "hang_chung": str(result.overall.place) if result.overall else NONE,
        "so_khoi": sum(r.ranked for r in run.placed(result.block)),
        "so_chung": sum(r.ranked for r in run.results.units),
    }


def _points(run: Consolidation, result: UnitResult) -> Row:
    """The points and what was changed of them; dashes and nothing where the unit is closed without points."""
    card = result.card if run.is_placed(result) else None
    marks = card.marks.values() if card else ()
    own = reached(run.criteria, run.self_card(result.unit)) if card else None
    figures = (own, reached(run.criteria, card), *((card.bonus, card.penalty, card.shown) if card else ()))
    names = ("tu_cham", "tham_dinh", "thuong", "tru", "diem_xep_loai")
    by_office = [_by_office(run, mark) for mark in marks if not run.criteria.criteria[mark.code].by_unit]
    return {
        **dict.fromkeys(names, NONE),
        **dict(zip(names, alike(figures, run.criteria.rounding.total), strict=False)),
        "diem_tu_cham": self_score(run, result.unit) if card else NONE,
        "diem": show_number(card.main) if card else NONE,
        "toi_da": show_number(card.applicable) if card else NONE,
        "chenh_lech": numbered(list(_differing(run, result.unit, marks))),
        "co_quan_cham": numbered(by_office),
    }


def _differing(run: Consolidation, unit: str, marks: Iterable[Mark]) -> Iterator[Row]:
    """What the verifiers changed; where the unit said "không phát sinh" it has no points of its own."""
    for mark in marks:
        own, checked = own_and_checked(run, unit, mark)
        criterion = run.criteria.criteria[mark.code]
        if criterion.by_unit and checked is not None and checked != own:
            verdict = verdict_of(run, unit, criterion)
            yield {
                **_criterion(run, mark),
                "tu_cham": show_number(own) or NONE,
                "tham_dinh": show_number(checked),
                "ly_do": verdict.reason if verdict else "",
            }


def _by_office(run: Consolidation, mark: Mark) -> Row:
    return {**_criterion(run, mark), "diem": show_number(mark.final) or NONE}


def _criterion(run: Consolidation, mark: Mark) -> Row:
    criterion = run.criteria.criteria[mark.code]
    return {"ma": mark.code, "ten": criterion.text, "toi_da": show_number(criterion.max)}
