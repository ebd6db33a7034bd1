"""One sheet a block: a heading for each unit with its live figures, then a row for each criterion."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from scoring.criteria import tally
from scoring.criteria.schema import Block, CriteriaSet, Extra
from scoring.engine.model import ZERO
from scoring.forms import limits
from scoring.forms.formulas import check as nested
from scoring.forms.formulas import told
from scoring.intake.checks.base import Live
from scoring.intake.layout import CLEAN, WARNING
from scoring.rules.base import excel_text
from scoring.sheets.address import quoted
from scoring.sheets.book import A3
from scoring.sheets.form import FormSheet
from scoring.sheets.look import AMBER, AMBER_TINT, GREY, MUTED, NAVY, PALE, READ_FORMAT, Look
from scoring.sheets.measure import Fitted, row_height
from scoring.text import capitalized
from scoring.verification.checks import live, live_review, waiting
from scoring.verification.contents import BookLine, BookPlan, UnitPart
from scoring.verification.formulas import (
    Figures,
    both,
    final,
    gap,
    number,
    state_words,
    wrong,
)
from scoring.verification.layout import (
    COLUMNS,
    COMPLETE,
    ENTRIES,
    TICK,
    TITLE,
    TODO,
    field_of,
)
from scoring.verification.worth import cell_of, is_condition
from scoring.xlsx.grid import cell_name, column_letters

INDEX = {column.key: number for number, column in enumerate(COLUMNS)}
WIDTH = {column.key: column.width for column in COLUMNS}
HELPERS = {
    key: number
    for number, key in enumerate(
        ("kind", "needed", "own", "final", "wrong", "own_both", "final_both"), len(COLUMNS)
    )
}
"""Hidden columns that the figures are made of; headings have nothing in them."""
HEADER = 4  # the row of titles, from 0
_SMALL = 10  # of print as wide as A3: no letter is under 8 pt
_TALLEST = 260.0
_WAITS = "Chờ xem lại. "
"""Before an explanation that no second round has followed."""
_WORDS = {"reason1": "Bắt buộc khi điểm khác điểm tự chấm.", "reply": "Ý kiến của đơn vị sau lần 1, nếu có.",
          "reason2": "Bắt buộc khi điểm lần 2 khác lần 1."}  # fmt: skip


class BlockSheet:
    """The sheet of one block."""

    def __init__(self, sheet: FormSheet, plan: BookPlan, block: Block, parts: tuple[UnitPart, ...]) -> None:
        self.sheet, self.plan, self.block, self.parts = sheet, plan, block, parts
        self.criteria: CriteriaSet = plan.run.criteria
        self.last = HEADER + sum(1 + len(part.lines) for part in parts)

    def figures(self, unit: str, *, outside: bool = False) -> Figures:
        """The figures of a unit of this sheet; ``outside`` for formulas of other sheets."""
        prefix = f"{quoted(self.plan.sheets[self.block.code])}!" if outside else ""
        spans = {
            key: f"{prefix}${(letters := column_letters(index + 1))}${HEADER + 2}:${letters}${self.last + 1}"
            for key, index in {"unit": INDEX["unit"], "code": INDEX["code"], **HELPERS}.items()
        }
        return Figures(self.criteria, unit, spans)

    @property
    def todo(self) -> str:
        """A formula of other sheets: how many criteria of all its units wait for points."""
        return self.figures("", outside=True).todo_of_all

    def write(self) -> None:
        """Write everything."""
        self._head()
        row = HEADER + 1
        for part in self.parts:
            self._unit(row, part)
            for below, line in enumerate(part.lines, row + 1):
                self._line(below, line)
            row += 1 + len(part.lines)
        self._finish()

    def _head(self) -> None:
        raw, style = self.sheet.raw, self.sheet.style
        raw.set_paper(A3)
        for column in COLUMNS:
            raw.set_column(INDEX[column.key], INDEX[column.key], column.width)
        raw.set_column(HELPERS["kind"], HELPERS["final_both"], 6, None, {"hidden": True})
        last = INDEX["gap"]
        run = self.plan.run
        self.sheet.merge(0, 0, last, f"SỔ THẨM ĐỊNH – {self.block.name.upper()}", style.title())
        who = self.plan.verifier.name if self.plan.verifier else "Tổ thẩm định"
        words = f"{capitalized(run.criteria.subject)} {run.period_words} · {who} · {run.criteria.issuer}"
        self.sheet.merge(1, 0, last, words, style(align="center", font_color=MUTED))
        self.sheet.show_banner(last)
        note = (
            "Chỉ ghi vào ô nền vàng. Để trống là chưa thẩm định, không phải 0 điểm. "
            "Điểm khác điểm tự chấm phải ghi lý do. Bấm mũi tên ở tiêu đề cột để lọc."
        )
        self.sheet.merge(3, 0, last, note, style(italic=True, font_size=10, align="center"))
        for column in COLUMNS:
            self.sheet.put(HEADER, INDEX[column.key], column.title, style.head(font_size=10))
        raw.set_row(
            HEADER, row_height(*(Fitted(c.title, c.width - 2, 10, bold=True) for c in COLUMNS), least=56)
        )
        raw.freeze_panes(HEADER + 1, INDEX["answer"])
        raw.repeat_rows(HEADER)

    def _finish(self) -> None:
        raw = self.sheet.raw
        raw.autofilter(HEADER, 0, self.last, INDEX["check"])
        raw.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        raw.print_area(0, 0, self.last, INDEX["gap"])
        span = (
            f"{cell_name((HEADER + 2, INDEX['check'] + 1))}:{cell_name((self.last + 1, INDEX['check'] + 1))}"
        )
        first = span.partition(":")[0]
        style = self.sheet.style
        self.sheet.colour(
            span,
            (f"OR({first}={excel_text(CLEAN)},{first}={excel_text(COMPLETE)})", style.clean()),
            (f"LEFT({first},{len(WARNING)})={excel_text(WARNING)}", style.warning()),
            (f"LEFT({first},{len(TODO)})={excel_text(TODO)}", style.warning()),
            (f"LEN({first})>0", style.problem()),
        )
        first_entry = HEADER + 2
        raw.set_selection(first_entry, INDEX["points1"], first_entry, INDEX["points1"])

    # A unit's heading

    def _unit(self, row: int, part: UnitPart) -> None:
        self.sheet.kept.add(row)
        look = Look(bold=True, font_color=NAVY, bg_color=PALE)
        style, figures = self.sheet.style, self.figures(part.unit.code)
        for index in INDEX.values():
            self.sheet.put(row, index, None, style.cell(**look))
        who = f" · Người thẩm định: {part.verifier.name}" if part.verifier else ""
        explained = self.plan.explained.get(part.unit.code, ())
        asks = f" · {len(explained)} giải trình chờ xem lại" if explained else ""
        words = f"{part.unit.name} ({part.result.state}){who}{asks}"
        self.sheet.merge(row, 0, INDEX["answer"], words, style.cell(**look))
        centred = style.cell(**(look | Look(align="center", num_format=READ_FORMAT)))
        places = self.plan.places
        for key, value in totals(part, self.criteria).items():
            self.sheet.put_formula(row, INDEX[key], figures.total(key), centred, value)
        state = state_words(part.todo, part.wrong(places))
        self.sheet.put_formula(row, INDEX["check"], figures.state, style.cell(**look), state)
        room = sum(WIDTH[key] for key in ("unit", "code", "text", "top", "answer"))
        self.sheet.raw.set_row(row, row_height(Fitted(words, room, bold=True), least=24))

    # A criterion

    def _line(self, row: int, line: BookLine) -> None:
        cells = {key: cell_name((row + 1, index + 1)) for key, index in INDEX.items()}
        self._shown(row, line)
        if line.item is None:
            self._locked(row, line)
        else:
            self._entries(row, line)
            self._checked(row, line, cells)
        self._helpers(row, line, cells)

    def _helpers(self, row: int, line: BookLine, cells: Mapping[str, str]) -> None:
        style, own = self.sheet.style(), line.item.own if line.item else None
        self.sheet.put(row, HELPERS["kind"], line.kind, style)
        self.sheet.put(row, HELPERS["needed"], str(int(line.needed)), style)
        condition = is_condition(line.criterion)
        for key, value in (("own", own), ("final", line.points)):
            self.sheet.put_formula(row, HELPERS[key], number(cells[key], condition=condition), style, value)
        flag = int(line.finding(self.plan.places) is not None)
        self.sheet.put_formula(row, HELPERS["wrong"], wrong(cells["check"]), style, flag)
        own_both, final_both = line.both
        self.sheet.put_formula(row, HELPERS["own_both"], both(cells, "own"), style, own_both)
        self.sheet.put_formula(row, HELPERS["final_both"], both(cells, "final"), style, final_both)

    def _shown(self, row: int, line: BookLine) -> None:
        plain, small = self.sheet.style.cell(), self.sheet.style.cell(font_size=_SMALL)
        centred = self.sheet.style.cell(align="center", num_format=READ_FORMAT)
        tiny = self.sheet.style.cell(align="center", font_size=_SMALL)
        own = line.item.own if line.item else None
        waits = line.criterion.code in self.plan.explained.get(line.unit, ())
        explanation = f"{_WAITS}{line.answer.explanation}" if waits else line.answer.explanation
        asked = self.sheet.style.cell(font_size=_SMALL, bg_color=AMBER_TINT, font_color=AMBER)
        for key, value, style in (
            ("unit", line.unit, tiny),
            ("code", line.criterion.code, tiny),
            ("text", line.criterion.text, plain),
            ("top", None if is_condition(line.criterion) else line.criterion.max, centred),
            ("answer", line.answer.words, small),
            ("own", cell_of(line.criterion, own), centred),
            ("evidence", line.answer.evidence, small),
            ("explanation", explanation, asked if waits else small),
            ("findings", line.findings, small),
        ):
            self.sheet.put(row, INDEX[key], value, style)
        texts = [
            Fitted(line.criterion.text, WIDTH["text"]),
            Fitted(line.answer.words, WIDTH["answer"], _SMALL),
            Fitted(line.answer.evidence, WIDTH["evidence"], _SMALL),
            Fitted(explanation, WIDTH["explanation"], _SMALL),
            Fitted(line.findings, WIDTH["findings"], _SMALL),
            Fitted(line.held.reason1, WIDTH["reason1"]),
            Fitted(line.held.reply, WIDTH["reply"]),
            Fitted(line.held.reason2, WIDTH["reason2"]),
        ]
        self.sheet.raw.set_row(row, min(_TALLEST, row_height(*texts, least=34)))

    def _locked(self, row: int, line: BookLine) -> None:
        grey = self.sheet.style.cell(bg_color=GREY, font_color=MUTED, align="center", num_format=READ_FORMAT)
        for key in (*ENTRIES, "gap", "check"):
            self.sheet.put(row, INDEX[key], None, grey)
        self.sheet.put(row, INDEX["final"], cell_of(line.criterion, line.given), grey)

    def _entries(self, row: int, line: BookLine) -> None:
        raw, style = self.sheet.raw, self.sheet.style
        held: Mapping[str, Decimal | str | None] = {
            "points1": cell_of(line.criterion, line.held.points1),
            "reason1": line.held.reason1,
            "reply": line.held.reply,
            "points2": cell_of(line.criterion, line.held.points2),
            "reason2": line.held.reason2,
        }
        for key, value in held.items():
            points = key in ("points1", "points2")
            look = style.entry(align="center", bold=True) if points else style.entry(font_size=10)
            self.sheet.put(row, INDEX[key], value, look)
            raw.data_validation(row, INDEX[key], row, INDEX[key], self._limit(line, key))
        if line.stale:
            mark = style.cell(align="center", bg_color=AMBER_TINT, font_color=AMBER, locked=False)
            self.sheet.put(row, INDEX["reviewed"], None, mark)
            tick = {
                **limits.choice(TITLE["reviewed"], [TICK]),
                "input_message": "Chọn x nếu giữ nguyên điểm.",
            }
            raw.data_validation(row, INDEX["reviewed"], row, INDEX["reviewed"], tick)
        else:
            self.sheet.put(row, INDEX["reviewed"], None, style.cell(bg_color=GREY))

    def _limit(self, line: BookLine, key: str) -> limits.Rule:
        if key in _WORDS:
            return limits.words(TITLE[key], _WORDS[key])
        field = field_of(line.criterion, key, self.plan.places)
        asks = "Chọn Có hoặc Không" if is_condition(line.criterion) else f"Ghi số {field.limits}"
        hint = f"{asks}. Để trống là chưa thẩm định."
        return {**limits.of_field(field), "input_message": hint}

    def _checked(self, row: int, line: BookLine, cells: Mapping[str, str]) -> None:
        judged = line.judged(self.plan.places)
        assert judged, "only lines that are verified are checked"
        style = self.sheet.style
        points, own = line.points, judged.item.own
        centred = style.cell(align="center", bold=True, num_format=READ_FORMAT)
        waits = waiting(judged, line.held, cells) if line.stale else ""
        said = cell_of(line.criterion, points)
        self.sheet.put_formula(row, INDEX["final"], final(judged, cells, waits), centred, said)
        if is_condition(line.criterion):
            self.sheet.put(row, INDEX["gap"], None, style.cell(bg_color=GREY))
        else:
            difference = points - own if points is not None and own is not None else None
            self.sheet.put_formula(
                row, INDEX["gap"], gap(cells), style.cell(align="center", num_format=READ_FORMAT), difference
            )
        tests: list[Live] = list(live(judged, line.held, cells))
        if line.stale:
            tests.append(live_review(judged, line.held, line.stale[0], cells))
        entered = "&".join(f'IF(ISERROR({cells[key]}),"x",{cells[key]})' for key in ENTRIES[:-1])
        found = line.finding(self.plan.places)
        words = told(found) if found else CLEAN if line.held else ""
        formula = f'IF(LEN(TRIM({entered}))=0,"",{nested(tests)})'
        self.sheet.put_formula(row, INDEX["check"], formula, style.cell(font_size=_SMALL), words)


def totals(part: UnitPart, criteria: CriteriaSet) -> dict[str, Decimal]:
    """What the heading's formulas give: self points, and verified points so far."""
    return {
        "own": _total(part.lines, criteria, lambda line: line.item.own if line.item else None),
        "final": _total(part.lines, criteria, lambda line: line.points),
    }


def totals_of_both(part: UnitPart, criteria: CriteriaSet) -> dict[str, Decimal]:
    """Self and verified points of the criteria that have both: what the cover puts side by side."""
    return {
        "own_both": _total(part.lines, criteria, lambda line: line.both[0]),
        "final_both": _total(part.lines, criteria, lambda line: line.both[1]),
    }


def _total(
    lines: Iterable[BookLine], criteria: CriteriaSet, worth: Callable[[BookLine], Decimal | None]
) -> Decimal:
    here = {line.criterion.code: points for line in lines if (points := worth(line)) is not None}
    bonus, penalty = (_block(extra, here) for extra in (criteria.bonus, criteria.penalty))
    return tally.reached_of(criteria.groups, here) + bonus - penalty


def _block(extra: Extra | None, worth: Mapping[str, Decimal]) -> Decimal:
    return tally.together(extra, (worth.get(c.code, ZERO) for c in extra.criteria)) if extra else ZERO
