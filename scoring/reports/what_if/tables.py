"""The tables of a trial, declared once for sheets, screen, page and JSON. Statistics stand in percent."""

from collections.abc import Iterator
from decimal import Decimal

from scoring.criteria.schema import CriteriaSet
from scoring.engine.points import rounded
from scoring.reports.what_if.tried import Tried
from scoring.sheets.table import Column, Table
from scoring.whatif.compared import Moved
from scoring.whatif.firm import Firmness

UP, DOWN = "Lên", "Xuống"


def tables(tried: Tried) -> dict[str, Table]:
    """Every table that has something to say, by the name that programs know it by."""
    found = {
        "classes": classes(tried),
        "moved": moved(tried),
        "reach": reaches(tried),
        "stability": firmness(tried),
        "influence": influence(tried),
        "one_step_less": one_step_less(tried),
    }
    asked = {
        "classes": bool(tried.comparisons),
        "moved": bool(tried.comparisons),
        "reach": bool(tried.reaches),
    }
    return {name: table for name, table in found.items() if asked.get(name, tried.stability is not None)}


def classes(tried: Tried) -> Table:
    """How many units have each class, now and in every scenario."""
    columns = (
        Column("scenario", "Phương án", 40),
        Column("class", "Xếp loại", 22),
        Column("before", "Hiện nay", 10, "points"),
        Column("after", "Phương án", 10, "points"),
        Column("change", "Tăng, giảm", 10, "points"),
    )
    rows = (
        (each.scenario.name, name, was, now, now - was)
        for each in tried.comparisons
        for name, (was, now) in each.classes
    )
    return Table(columns, tuple(rows))


def moved(tried: Tried) -> Table:
    """Units of another class or place in a scenario; those whose class changes first."""
    columns = (
        Column("scenario", "Phương án", 26),
        Column("unit"),
        Column("name", "Đơn vị", 28),
        Column("score_before", "Điểm hiện nay", 9, "points"),
        Column("score_after", "Điểm phương án", 9, "points"),
        Column("class_before", "Loại hiện nay", 16),
        Column("class_after", "Loại phương án", 16),
        Column("block_before", "Hạng khối hiện nay", 9, "points"),
        Column("block_after", "Hạng khối phương án", 9, "points"),
        Column("overall_before", "Hạng chung hiện nay", 9, "points"),
        Column("overall_after", "Hạng chung phương án", 9, "points"),
        Column("rise", "Lên (+), xuống (-) bậc hạng", 10, "points"),
    )
    rows = (
        _moved(each.scenario.name, unit)
        for each in tried.comparisons
        for unit in sorted(each.moved, key=lambda unit: unit.before.class_name == unit.after.class_name)
    )
    return Table(columns, tuple(rows))


def _moved(scenario: str, unit: Moved) -> tuple[object, ...]:
    was, now = unit.before, unit.after
    return (
        scenario, unit.unit, unit.name, was.score, now.score, was.class_name, now.class_name,
        was.in_block, now.in_block, was.overall, now.overall, unit.rise,
    )  # fmt: skip


def reaches(tried: Tried) -> Table:
    """What moves a unit one class: each criterion alone, the smallest change first, then the cut-off."""
    columns = (
        Column("unit"),
        Column("name", "Đơn vị", 28),
        Column("way", "Lên, xuống", 9),
        Column("class", "Tới loại", 18),
        Column("code"),
        Column("item", "Chỉ cần thay đổi", 46),
        Column("now", "Hiện nay", 9, "points"),
        Column("needed", "Cần có", 9, "points"),
        Column("change", "Chênh lệch", 10, "points"),
    )
    return Table(columns, tuple(_reaches(tried)))


def _reaches(tried: Tried) -> Iterator[tuple[object, ...]]:
    criteria = tried.run.criteria
    bounds = {each.name: each.at_least for each in criteria.classes}
    for unit, found in tried.reaches.items():
        for each in found:
            head = (unit, tried.run.name(unit), UP if each.way == "up" else DOWN, each.class_name)
            for step in each.steps:
                text = f"{step.code}. {criteria.criteria[step.code].text}"
                yield (*head, step.code, text, step.points, step.needed, step.change)
            if each.bound is not None:
                now = bounds[each.bound_of]
                yield (*head, "", f"Mức điểm của loại “{each.bound_of}”", now, each.bound, each.bound - now)


def firmness(tried: Tried) -> Table:
    """How firm each place is, best first."""
    columns = (
        Column("unit"),
        Column("name", "Đơn vị", 32),
        Column("place", "Hạng", 8, "points"),
        Column("low", "Hạng tốt (90% lần thử)", 11, "points"),
        Column("high", "Hạng kém (90% lần thử)", 11, "points"),
        Column("best", "Hạng tốt nhất", 9, "points"),
        Column("worst", "Hạng kém nhất", 9, "points"),
        Column("keeps_place", "Giữ hạng (%)", 9, "share"),
        Column("keeps_class", "Giữ loại (%)", 9, "share"),
        Column("above_next", "Trên đơn vị kế sau (%)", 11, "share"),
        Column("told", "Nhận xét", 34),
    )
    units = tried.stability.units if tried.stability else ()
    rows = (
        (
            each.unit, tried.run.name(each.unit), each.place, each.low, each.high, each.best, each.worst,
            percent(each.keeps_place), percent(each.keeps_class), percent(each.above_next),
            _apart(each, after),
        )
        for each, after in zip(units, (*units[1:], None), strict=False)
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _apart(each: Firmness, after: Firmness | None) -> str:
    if after and after.place == each.place:
        return "Đồng hạng với đơn vị kế sau"
    return "" if each.is_apart else "Chưa tách rõ với đơn vị kế sau"


def influence(tried: Tried) -> Table:
    """What each criterion does to the ranking."""
    columns = (
        Column("code", "Mã", 8),
        Column("name", "Tiêu chí", 44),
        Column("units", "Số đơn vị", 8, "points"),
        Column("nominal", "Trọng số (%)", 9, "share"),
        Column("effective", "Trọng số thực tế (%)", 9, "share"),
        Column("correlation", "Tương quan hạng", 10, "fixed"),
        Column("spread", "Độ phân tán (%)", 9, "share"),
        Column("full", "Đạt điểm tối đa (%)", 9, "share"),
        Column("moves", "Đổi hạng nếu bỏ", 9, "points"),
        Column("classes", "Đổi loại nếu bỏ", 9, "points"),
        Column("told", "Nhận xét", 30),
    )
    criteria = tried.run.criteria
    rows = (
        (
            each.code, _text(criteria, each.code), each.units, percent(each.nominal),
            percent(each.effective), exact(each.correlation), percent(each.spread), percent(each.full),
            each.moves, each.classes, "Ít phân biệt: hầu hết đạt tối đa" if each.is_at_ceiling else "",
        )
        for each in tried.influences
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _text(criteria: CriteriaSet, code: str) -> str:
    return criteria.criteria[code].text if code in criteria.criteria else criteria.group_texts[code]


def one_step_less(tried: Tried) -> Table:
    """Units for which one answer one step lower would cost class or place."""
    columns = (
        Column("unit"),
        Column("name", "Đơn vị", 32),
        Column("place", "Hạng", 8, "points"),
        Column("worst", "Hạng thấp nhất có thể", 11, "points"),
        Column("classes", "Mất loại nếu hạ một mức ở tiêu chí", 52),
        Column("places", "Xuống hạng nếu hạ một mức ở tiêu chí", 52),
    )
    rows = (
        (
            each.unit, tried.run.name(each.unit), each.place, each.worst,
            ", ".join(each.classes), ", ".join(each.places),
        )
        for each in tried.lowered
        if each.classes or each.places
    )  # fmt: skip
    return Table(columns, tuple(rows))


def percent(share: float | None) -> Decimal | None:
    """A share as percent with one decimal: statistics are no more exact."""
    return None if share is None else rounded(Decimal(repr(share)) * 100, 1)


def exact(figure: float | None) -> Decimal | None:
    """A statistic with two decimals."""
    return None if figure is None else rounded(Decimal(repr(figure)), 2)
