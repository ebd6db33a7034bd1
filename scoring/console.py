"""What the command line shows: tables, then one line with the verdict."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.console import Console
from rich.segment import Segments
from rich.table import Table
from rich.text import Text

from scoring.criteria.tally import most_of
from scoring.criteria.units import Roster, Unit
from scoring.criteria.unnamed import unnamed
from scoring.engine.model import State, UnitResult
from scoring.findings import Finding, folded
from scoring.intake.model import Outcome, Receipt
from scoring.proposed import completed
from scoring.reports.results_json import finding_json
from scoring.standing.names import about
from scoring.standing.which_form import open_errors, to_read
from scoring.text import decapitalized, equal_decimals, on_screen, show_number

if TYPE_CHECKING:  # what a command has no part in is not loaded to show what it did
    from scoring.pipeline.consolidation import Consolidated
    from scoring.pipeline.office import Office
    from scoring.pipeline.verify import BooksTaken
    from scoring.standing.run import Consolidation

LISTED = 120
"""Units that a table or a list on the screen names; the workbook has them all."""


class _Screen(Console):
    """Colours are the program's own: no text steers the terminal, wherever it comes from."""

    def render_str(self, text: str, **how: Any) -> Text:
        """Every text that is printed, a table's cells and title included, comes through here."""
        return super().render_str(on_screen(completed(text)), **how)


def screen(width_without_terminal: int = 150) -> Console:
    """Where tables are printed."""
    watched = sys.stdout.isatty()
    return _Screen(width=None if watched else width_without_terminal, highlight=False, markup=False)


class _UnitRow(NamedTuple):
    """A unit of the set: its block, how many main criteria it is asked, their maximum."""

    unit: Unit
    block: str = ""
    criteria: int = 0
    top: Decimal | None = None


def _unit_rows(office: Office) -> Iterator[_UnitRow]:
    criteria, roster = office.roster.criteria, office.roster
    main = {criterion.code for criterion in criteria.main}
    for unit in roster.units:
        if not unit.evaluated:
            yield _UnitRow(unit)
            continue
        asked = [c for c in roster.asked(unit) if c.code in main and not roster.exemption(unit, c.code)]
        top = most_of(criteria.groups, {c.code for c in asked})
        yield _UnitRow(unit, roster.block(unit), len(asked), top or None)


def criteria_json(office: Office) -> dict[str, Any]:
    """The same for programs; ``outside``: why a unit is not evaluated."""
    criteria = office.roster.criteria
    return {
        "id": criteria.id,
        "name": criteria.name,
        "hash": office.set_hash,
        "banner": criteria.banner,
        "unnamed": [*unnamed(criteria)],
        "units": [
            {
                "code": each.unit.code,
                "name": each.unit.name,
                "block": each.block,
                "criteria": each.criteria,
                "top": each.top,
                "sample": each.unit.sample,
                "outside": each.unit.outside,
            }
            for each in _unit_rows(office)
        ],
    }


def show_criteria(office: Office) -> None:
    """The set in one table: each unit with its kind, block, number of criteria and maximum."""
    criteria = office.roster.criteria
    blocks = {block.code: block.name for block in criteria.blocks}
    table = _table("Mã", "Đơn vị", "Khối", "Số tiêu chí", "Điểm tối đa", "Ghi chú")
    rows = list(_unit_rows(office))
    tops = equal_decimals(show_number(top) for *_, top in rows)
    for (unit, block, asked, _), top in zip(rows, tops, strict=True):
        if not unit.evaluated:
            table.add_row(unit.code, unit.name, "", "", "", f"không thuộc diện: {unit.outside}")
            continue
        note = "đơn vị mẫu" if unit.sample else ""
        table.add_row(unit.code, unit.name, blocks[block], str(asked), top, note)
    console = screen()
    console.print(table)
    console.print(f"{criteria.name}. {criteria.banner}".strip())
    if waiting := ", ".join(unnamed(criteria)):
        console.print(f"Chưa ghi tên, ghi trước khi tạo biểu: {waiting}.")
    console.print(
        f"Đạt: bộ tiêu chí “{criteria.id}” dùng được, {len(office.roster.evaluated)} đơn vị được đánh giá."
    )


def show_checked(office: Office, receipts: Sequence[Receipt]) -> None:
    """Each file with its score and class, then its findings, then the verdict."""
    console = screen()
    scored = office.roster.criteria.is_scored(office.period)
    table = _table("Tệp", "Đơn vị", *("Điểm tính lại", "Xếp loại") * scored, "Lỗi", "Lưu ý", "Kết quả")
    scores = equal_decimals(
        show_number(receipt.card.result if receipt.card else None) for receipt in receipts
    )
    for receipt, score in zip(receipts, scores, strict=True):
        unit = office.roster.unit(receipt.unit)
        class_name = receipt.standing.name if receipt.standing else ""
        errors = sum(found.is_error for found in receipt.findings)
        table.add_row(
            receipt.file,
            unit.name if unit else "",
            *(score, class_name) * scored,
            str(errors),
            str(len(receipt.findings) - errors),
            _result(receipt, errors),
        )
    if receipts:
        console.print(table)
    for receipt in receipts:
        _show_findings(console, receipt.file, to_read(receipt, receipts))
    console.print(_verdict(receipts, open_errors(receipts)))


def _result(receipt: Receipt, errors: int) -> str:
    if receipt.outcome is Outcome.READ:
        return "không tính" if not receipt.counted else "cần sửa" if errors else "đạt"
    return receipt.outcome.value


def standings(office: Office, run: Consolidation) -> tuple[Segments | str, ...]:
    """What is shown first of a consolidated run, ready to be printed: the ranking, or why there is none."""
    if not run.criteria.is_scored(run.period):
        return (_arrived(office, run),)
    ranked = [result for result in run.results.units if result.ranked]
    if not ranked:
        return ("Chưa có đơn vị nào được xếp hạng.",)
    table = _ranking(office, ranked, f"Xếp hạng theo {decapitalized(run.stage_words)}")
    more = f"Và {len(ranked) - LISTED} đơn vị nữa: xem trang “Xếp loại” của bảng tổng hợp."
    return Segments(list(screen().render(table))), *([more] if len(ranked) > LISTED else [])


def show_consolidated(
    office: Office, done: Consolidated, first: Iterable[Segments | str] | None = None
) -> None:
    """The ranking, the units that are missing or have to mend, where the workbook lies, the verdict.

    ``first``: the :func:`standings`, where they were made ready before.
    """
    console = screen()
    names = {unit.code: unit.name for unit in office.roster.units}
    results = done.consolidation.results
    for each in standings(office, done.consolidation) if first is None else first:
        console.print(each)
    waiting = (State.TO_MEND, State.INELIGIBLE, State.NOTHING_ASKED, State.NO_FORM, State.NOT_SUBMITTED)
    for state in waiting:
        here = [names[result.unit] for result in results.units if result.state is state]
        if here:
            more = f" và {len(here) - LISTED} đơn vị nữa" if len(here) > LISTED else ""
            console.print(f"{state.value.capitalize()} ({len(here)}): {'; '.join(here[:LISTED])}{more}.")
    for note in results.quota_notes:
        console.print(f"Vượt hạn mức. {note.text}")
    if done.moved:
        console.print("Bảng tổng hợp cũ đang mở trong Excel nên kết quả được ghi sang tệp mới.")
    console.print(f"Bảng tổng hợp: {done.workbook.resolve()}", soft_wrap=True)
    console.print(f"Dữ liệu cho chương trình khác: {done.data.resolve()}", soft_wrap=True)
    receipts = done.consolidation.receipts
    if any(receipt.findings for receipt in receipts):
        console.print("Từng lỗi và cách sửa: trang “Lỗi và lưu ý” của bảng tổng hợp.")
    if not receipts:
        console.print(f"Chép biểu đơn vị gửi về vào {office.inbox} rồi chạy lại.", soft_wrap=True)
    console.print(_verdict(receipts, done.consolidation.errors_to_mend))


def _arrived(office: Office, run: Consolidation) -> str:
    """How many units have reported, in time and late."""
    reports = [report for report in run.criteria.reports if report.code == office.period]
    units = [unit.code for unit in office.roster.evaluated if run.ledger.arrival(unit.code, office.period)]
    late = sum(not run.ledger.punctual(unit, reports)[office.period] for unit in units)
    return (
        f"Báo cáo {run.period_words}: đã nhận {len(units)}/{len(office.roster.evaluated)} đơn vị, "
        f"{len(units) - late} đúng hạn, {late} chậm."
    )


def show_verification(office: Office, done: BooksTaken) -> None:
    """The findings of each book, how far each verifier is, the verdict and the next command."""
    console = screen()
    for book in done.books:
        _show_findings(console, book.file, book.findings, office.roster)
    table = _table("Người thẩm định", "Tiêu chí đã thẩm định", "Còn", "Cần xem lại", "Đơn vị xong")
    for each in done.verifiers:
        units = f"{each.complete}/{each.units}"
        table.add_row(each.name, str(each.verified), str(each.todo), str(each.again), units)
    console.print(table)
    if done.errors:
        console.print(
            f"Chưa nhập gì: {done.errors} lỗi. Sửa trong sổ theo cách nêu trên rồi nhập lại; "
            "không điểm nào của các sổ này được ghi."
        )
        return
    told = f"Đã ghi {done.recorded} điểm thẩm định" if done.recorded else "Không có gì mới"
    left = any(each.todo or each.again for each in done.verifiers)
    following = "danvan verify export (sổ mới để làm tiếp)" if left else "danvan consolidate"
    console.print(f"Xong. {told}. Việc tiếp theo: {following}.")


def verification_json(done: BooksTaken) -> dict[str, Any]:
    """The same for programs."""
    return {
        "errors": done.errors,
        "recorded": done.recorded,
        "books": [
            {"file": book.file, "findings": [finding_json(each) for each in book.findings]}
            for book in done.books
        ],
        "verifiers": done.verifiers,
    }


def _ranking(office: Office, results: Iterable[UnitResult], title: str) -> Table:
    names = {unit.code: unit.name for unit in office.roster.units}
    blocks = {block.code: block.name for block in office.roster.criteria.blocks}
    table = _table("Hạng", "Đơn vị", "Khối", "Hạng trong khối", "Điểm", "Xếp loại", "Ghi chú", title=title)
    lines = []
    for result in results:
        if result.card and result.standing and result.overall and result.in_block:
            notes = "\n".join(filter(None, (result.standing.reason, result.overall.note)))
            named = (names[result.unit], blocks[result.block], str(result.in_block.place))
            lines.append((result.overall.place, named, result.card.shown, (result.standing.name, notes)))
    shown = sorted(lines, key=lambda line: line[0])[:LISTED]
    scores = equal_decimals(show_number(score) for _, _, score, _ in shown)
    for (place, named, _, said), score in zip(shown, scores, strict=True):
        table.add_row(str(place), *named, score, *said)
    return table


def _show_findings(
    console: Console, file: str, findings: Iterable[Finding], of_units: Roster | None = None
) -> None:
    """The findings of a file; ``of_units``: it is about several, so that unit and criterion are named."""
    findings = folded(findings)
    if not findings:
        return
    unit = ("Đơn vị",) if of_units else ()
    table = _table("Mức", "Mã", "Vị trí", *unit, "Tiêu chí", "Nội dung", "Cách sửa", title=file)
    for found in findings:
        style = "red" if found.is_error else "yellow"
        table.add_row(
            Text(found.severity.label, style=style),
            found.code,
            str(found.place),
            *(about(of_units, found) if of_units else (found.criterion,)),
            found.message,
            found.remedy,
        )
    console.print(table)


def _verdict(receipts: Sequence[Receipt], errors: int) -> str:
    if not receipts:
        return "Chưa có tệp nào để kiểm tra."
    count = {outcome: sum(r.outcome is outcome for r in receipts) for outcome in Outcome}
    files = ", ".join(f"{count[outcome]} {outcome.value}" for outcome in Outcome)
    warnings = sum(not found.is_error for receipt in receipts for found in receipt.findings)
    verdict = f"Cần sửa: {errors} lỗi, {warnings} lưu ý" if errors else f"Đạt: không có lỗi, {warnings} lưu ý"
    return f"{verdict}. {len(receipts)} tệp: {files}."


def _table(*columns: str, title: str | None = None) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
