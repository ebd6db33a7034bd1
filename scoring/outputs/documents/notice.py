"""The result notice of one unit: what it claimed, what it was given, why, and where it stands."""

from collections.abc import Mapping

from scoring.engine.model import Mark, UnitResult
from scoring.outputs.documents.counts import Row, numbered
from scoring.outputs.documents.ranking import NONE, self_score
from scoring.outputs.model import Consolidation
from scoring.register import Verdict
from scoring.text import show_number

Verdicts = Mapping[tuple[str, str], Verdict]


def notice(run: Consolidation, result: UnitResult, verdicts: Verdicts) -> Row:
    """The fields of one placed unit's notice; ``verdicts`` are the register's by unit and criterion."""
    card, standing = result.card, result.standing
    assert card and standing, "placed units have both"
    block = next(block for block in run.blocks if block.code == result.block)
    marks = card.marks.values()
    differing = [
        _differing(run, mark, verdicts.get((result.unit, mark.code))) for mark in marks if _differs(run, mark)
    ]
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


def _differs(run: Consolidation, mark: Mark) -> bool:
    own = run.criteria.criteria[mark.code].by_unit
    return own and mark.verified is not None and mark.verified != mark.points


def _differing(run: Consolidation, mark: Mark, verdict: Verdict | None) -> Row:
    return {
        **_criterion(run, mark),
        "tu_cham": show_number(mark.points) or NONE,
        "tham_dinh": show_number(mark.verified),
        "ly_do": verdict.reason if verdict else "",
    }


def _by_office(run: Consolidation, mark: Mark) -> Row:
    return {**_criterion(run, mark), "diem": show_number(mark.final) or NONE}


def _criterion(run: Consolidation, mark: Mark) -> Row:
    criterion = run.criteria.criteria[mark.code]
    return {"ma": mark.code, "ten": criterion.text, "toi_da": show_number(criterion.max)}
