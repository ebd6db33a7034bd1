"""Tự chấm và thẩm định: self, verified and final score of every unit, side by side, once anybody judged.

Sums and gaps are live: they follow from the columns of Nguồn điểm, where both scores stand.
"""

from collections.abc import Mapping, Sequence

from scoring.engine.model import State
from scoring.register import Action
from scoring.reports.consolidated import charts
from scoring.reports.consolidated.plan import COMPARED, SOURCES, Plan
from scoring.reports.consolidated.sources import CHECKED, OWN
from scoring.reports.headings import short_block
from scoring.reports.run_book import RunBook
from scoring.sheets.address import cell, quoted, span
from scoring.sheets.look import TAB_SUMMARY
from scoring.sheets.report import FULL_SIZE_WIDTH, ReportSheet
from scoring.standing.comparison import Compared, Side, compared
from scoring.standing.trail import CONDITION, adoptions, listed

TOP = 7
COLUMNS = (
    ("STT", 5),
    ("Đơn vị", 26),
    ("Khối", 12),
    ("Tổng điểm tự chấm", 8.5),
    ("Tổng điểm thẩm định", 8.5),
    ("Chênh lệch", 8.5),
    ("Mục đã thẩm định", 8.5),
    ("Mục còn lại", 7.5),
    ("Mục cần xem lại", 7.5),
    ("Điểm xếp loại", 8.5),
    ("Xếp loại", 11),
    ("Hạng chung", 7),
    ("Điểm xếp loại", 8.5),
    ("Xếp loại", 11),
    ("Hạng chung", 7),
    ("Ghi chú", 28),
)
"""So narrow that letters of 11 pt are no smaller than 8 pt on a page."""
BANDS = ((3, 5, "CÁC MỤC ĐÃ THẨM ĐỊNH"), (6, 8, "TIẾN ĐỘ"), (9, 11, "TỰ CHẤM"), (12, 14, "CHÍNH THỨC"))
NAME, BLOCK, SUM_OWN, SUM_CHECKED, GAP, DONE, OPEN, OUTDATED = 1, 2, 3, 4, 5, 6, 7, 8
SELF, FINAL, NOTE = 9, 12, 15
ADOPTED = f"{Action.ADOPTED.value.capitalize()}: "
CHARTED = 30  # bars that stay readable
MEANING = (
    "Tự chấm, thẩm định và chính thức là ba số khác nhau. Phần đầu chỉ cộng điểm các mục có cả hai điểm "
    "(điểm trừ tính âm, chưa tính mức tối đa của điểm thưởng, điểm trừ); chênh lệch dương là thẩm định thấp "
    "hơn. Phần tự chấm là kết quả trên biểu của đơn vị, chưa có điểm do cơ quan chấm. Điểm chính thức để "
    "trống đến khi mọi mục đã thẩm định hoặc được công nhận bằng quyết định."
)


def write(book: RunBook, plan: Plan) -> None:
    """The table, largest gap first, and its chart; nothing where nobody has judged yet."""
    if not plan.run.is_judged:
        return
    run = plan.run
    sheet = book.sheet(COMPARED, [width for _, width in COLUMNS], landscape=True, tab=TAB_SUMMARY, bulk=True)
    sheet.heading("Tự chấm và thẩm định", f"{run.period_words.capitalize()} · chênh lệch lớn nhất ở trên")
    sheet.merged(3, 0, NOTE, MEANING, "note")
    found = sorted(compared(run), key=lambda each: (each.gap is None, -(each.gap or 0)))
    decisions = _decisions(found)
    if decisions:
        said = "; ".join(f"({number}) {reason.removeprefix(ADOPTED)}" for reason, number in decisions.items())
        sheet.merged(4, 0, NOTE, f"{ADOPTED}{said.rstrip('.')}.", "note")
    for first, last, title in BANDS:
        sheet.merged(TOP - 2, first, last, title, "header")
    sheet.header(TOP - 1, [title for title, _ in COLUMNS])
    for number, each in enumerate(found, 1):
        _row(sheet, plan, number, each, _note(each, decisions))
    last = TOP + len(found) - 1
    charted = min(CHARTED, sum(each.gap is not None for each in found))
    if charted:
        charts.gaps(book, sheet, (TOP, charted), (NAME, GAP), last + 2)
    sheet.raw.freeze_panes(TOP, NAME + 1)
    sheet.raw.autofilter(TOP - 1, 0, max(last, TOP), NOTE)
    sheet.raw.repeat_rows(TOP - 2, TOP - 1)
    sheet.raw.set_print_scale(int(FULL_SIZE_WIDTH * 100 / sum(sheet.widths)))


def _decisions(found: Sequence[Compared]) -> dict[str, int]:
    """Each decision that made self scores final, and its number on this sheet: it covers many units."""
    reasons = dict.fromkeys(reason for each in found for reason in adoptions(each.trails))
    return {reason: number for number, reason in enumerate(reasons, 1)}


def _row(sheet: ReportSheet, plan: Plan, number: int, each: Compared, note: str) -> None:
    row, result = TOP + number - 1, each.result
    detail = plan.detail(result)
    sheet.number(row, 0, number)
    sheet.live_link(row, NAME, detail.name(result.unit), plan.run.name(result.unit))
    block = short_block(detail.block.name)
    sheet.text(row, BLOCK, block, "centre")
    _sums(sheet, plan, row, each)
    sheet.number(row, OPEN, len(each.finality.unverified), "error" if each.finality.unverified else "points")
    sheet.number(row, OUTDATED, len(each.finality.outdated), "error" if each.finality.outdated else "points")
    _side(sheet, row, SELF, each.self_side)
    _side(sheet, row, FINAL, each.final)
    sheet.text(row, NOTE, note)
    sides = ((SELF, each.self_side), (FINAL, each.final))
    classes = {first + 1: side.standing.name for first, side in sides if side}
    sheet.fit(row, {NAME: plan.run.name(result.unit), BLOCK: block, NOTE: note, **classes})


def _sums(sheet: ReportSheet, plan: Plan, row: int, each: Compared) -> None:
    places = plan.run.criteria.rounding.points
    scores = _Scores(plan, each)
    if not each.verified:
        for column in (SUM_OWN, SUM_CHECKED, GAP):
            sheet.text(row, column, "–", "missing")
    else:
        sheet.formula(row, SUM_OWN, f"ROUND({scores.total(OWN)},{places})", each.own)
        sheet.formula(row, SUM_CHECKED, f"ROUND({scores.total(CHECKED)},{places})", each.checked)
        difference = f"ROUND({cell(row, SUM_OWN)}-{cell(row, SUM_CHECKED)},{places})"
        sheet.formula(row, GAP, difference, each.gap, "strong")
    sheet.formula(row, DONE, scores.count(), each.verified)


class _Scores:
    """The unit's rows of Nguồn điểm: those that add to the total, and those that are subtracted."""

    def __init__(self, plan: Plan, each: Compared) -> None:
        penalty = plan.run.criteria.penalty
        minus = {c.code for c in penalty.criteria} if penalty else set[str]()
        first = plan.sources[each.result.unit]
        criteria = [trail for trail in each.trails if trail.status != CONDITION]  # conditions follow
        plus = sum(trail.code not in minus for trail in criteria)
        self.parts = [(first, first + plus - 1, 1), (first + plus, first + len(criteria) - 1, -1)]

    def total(self, column: int) -> str:
        """The points of the column on rows that have both scores."""
        return "".join(
            f"{'+' if sign > 0 else '-'}SUMPRODUCT({self._both(top, end)},{self._at(top, end, column)})"
            for top, end, sign in self.parts
            if end >= top
        ).removeprefix("+")

    def count(self) -> str:
        """How many rows have both scores."""
        return "+".join(f"SUMPRODUCT({self._both(top, end)})" for top, end, _ in self.parts if end >= top)

    def _both(self, top: int, end: int) -> str:
        return f"ISNUMBER({self._at(top, end, OWN)})*ISNUMBER({self._at(top, end, CHECKED)})"

    def _at(self, top: int, end: int, column: int) -> str:
        return f"{quoted(SOURCES)}!{span(top, end, column)}"


def _side(sheet: ReportSheet, row: int, first: int, side: Side | None) -> None:
    if side is None:
        for column in range(first, first + 3):
            sheet.text(row, column, "", "missing")
        return
    sheet.number(row, first, side.card.shown, "strong_fixed")
    sheet.text(row, first + 1, side.standing.name, "centre")
    if side.rank:
        sheet.number(row, first + 2, side.rank.place)
    else:
        sheet.text(row, first + 2, "–", "missing")


def _note(each: Compared, decisions: Mapping[str, int]) -> str:
    """What is still open, what was adopted and by which decision, why a unit is not classed."""
    parts = []
    if each.result.state in (State.INELIGIBLE, State.NOTHING_ASKED, State.LEFT_OUT, State.TO_MEND):
        standing = each.result.standing
        reason = standing.reason if standing and each.result.state is not State.TO_MEND else ""
        parts.append(reason or each.result.state.value.capitalize())
    for words, codes in (("Còn", each.finality.unverified), ("Cần xem lại", each.finality.outdated)):
        if codes:
            parts.append(f"{words}: {listed(codes)}")
    for reason, adopted in adoptions(each.trails).items():
        parts.append(f"Công nhận theo ({decisions[reason]}): {listed(adopted)}")
    return ". ".join(part.rstrip(".") for part in parts)
