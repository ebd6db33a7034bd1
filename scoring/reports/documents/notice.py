"""The result notice of one unit: what it claimed, what it was given, why, and where it stands."""

from collections.abc import Iterable, Iterator

from scoring.engine.model import Mark, UnitResult
from scoring.reports.documents.counts import Row, numbered
from scoring.reports.documents.ranking import NONE, self_score
from scoring.standing.run import Consolidation
from scoring.standing.trail import own_and_checked, verdict_of
from scoring.text import show_number


def notice(run: Consolidation, result: UnitResult) -> Row:
    """The fields of one placed unit's notice."""
    card, standing = result.card, result.standing
    assert card and standing, "placed units have both"
    block = next(block for block in run.blocks if block.code == result.block)
    marks = card.marks.values()
    differing = list(_differing(run, result.unit, marks))
    by_office = [_by_office(run, mark) for mark in marks if not run.criteria.criteria[mark.code].by_unit]
    return {
        "don_vi": run.name(result.unit),
        "khoi": block.name,
        "diem_tu_cham": self_score(run, result.unit),
        "diem_xep_loai": show_number(card.shown),
        "diem": show_number(card.main),
        "toi_da": show_number(card.applicable),
        "thuong": show_number(card.bonus),
        "tru": show_number(card.penalty),
        "xep_loai": standing.name,
        "ly_do_xep_loai": standing.reason,
        "co_hang": bool(result.in_block and result.overall),
        "hang_khoi": str(result.in_block.place) if result.in_block else NONE,
        "hang_chung": str(result.overall.place) if result.overall else NONE,
        "so_khoi": sum(r.ranked for r in run.placed(result.block)),
        "so_chung": sum(r.ranked for r in run.results.units),
        "chenh_lech": numbered(differing),
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
