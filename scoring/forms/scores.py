"""The rows of "Tự chấm điểm": headings, criteria, their fields, conditions."""

from decimal import Decimal

from scoring.criteria.schema import Criterion
from scoring.criteria.tally import most
from scoring.engine.classify import effect_words
from scoring.engine.conditions import says
from scoring.engine.model import Scorecard
from scoring.engine.points import claimed, points, rounded, unrounded
from scoring.errors import SetError
from scoring.forms import formulas, limits
from scoring.forms.colours import colour_checks
from scoring.forms.lists import Lists
from scoring.forms.plan import (
    APPLICABLE,
    AROSE,
    EXACT,
    EXACT_POINTS,
    INDEX,
    POINTS,
    TICKED,
    WIDTH,
    FormPlan,
    column_of,
)
from scoring.forms.prefill import Prefill
from scoring.intake.checks.base import Asked, Cells
from scoring.intake.checks.excel import has_points, marked
from scoring.intake.checks.rows import live_tests, row_findings
from scoring.intake.checks.words import arose
from scoring.intake.layout import (
    AWARDED_BY,
    CLEAN,
    EXEMPT,
    LATER,
    TICK,
    AskedCondition,
    ConditionRow,
    CriterionRow,
    FieldRow,
    HeadingRow,
    as_criterion,
    is_own_row,
    typed_in_score,
)
from scoring.intake.model import Row
from scoring.rules import EntryField
from scoring.sheets.address import cell
from scoring.sheets.book import Cell, Format
from scoring.sheets.form import FormSheet
from scoring.sheets.look import (
    DAY_FORMAT,
    GREY,
    MUTED,
    NAVY,
    PALE,
    PALER,
    READ_FORMAT,
    SIZE,
    TEXT_FORMAT,
    Look,
)
from scoring.sheets.measure import Fitted, row_height
from scoring.sheets.safe import safe

_SMALL = 10
FILES_SENT = "Tệp đơn vị đã gửi kèm: {names}"
_LONGEST_FORMULA = 8_192
_TOO_MANY = (
    "Tiêu chí {code} có quá nhiều mục để biểu mẫu tự kiểm tra (Excel giới hạn độ dài công thức). "
    "Tách thành nhiều tiêu chí, mỗi tiêu chí không quá 15 mục."
)


class ScoreRows:
    """Writes the rows; ``card`` gives the values that the formulas cache."""

    def __init__(self, sheet: FormSheet, plan: FormPlan, prefill: Prefill, card: Scorecard) -> None:
        self.sheet = sheet
        self.style = sheet.style
        self.plan = plan
        self.prefill = prefill
        self.card = card
        self.criteria = plan.roster.criteria
        self.sums = formulas.Sums(plan)
        self.errors = 0
        """Rows with an error so far, as the form itself counts them."""
        self.lists = Lists()

    def write(self) -> None:
        """Write every row."""
        for number, row in self.plan.numbered:
            match row:
                case HeadingRow():
                    self._heading(number, row)
                case CriterionRow() if row.exempt or not row.criterion.by_unit:
                    self._given(number, row)
                case CriterionRow():
                    self._asked(
                        number, row.criterion, row.criterion.how, self.prefill.row(row.criterion.code)
                    )
                case FieldRow():
                    self._field(number, row)
                case ConditionRow():
                    criterion = as_criterion(row.condition)
                    self._asked(
                        number,
                        criterion,
                        effect_words(self.criteria, row.condition),
                        self.prefill.condition(criterion.code),
                    )
        colour_checks(self.sheet, self.plan.checks)

    def _put(self, row: int, key: str, value: Cell, style: Format) -> None:
        self.sheet.put(row - 1, INDEX[key], value, style)

    def _blank(self, row: int, style: Format) -> None:
        for key in INDEX:
            self._put(row, key, None, style)

    def _high(self, row: int, least: float = 20, **texts: str) -> None:
        cells = [Fitted(text, WIDTH[key], SIZE if key == "text" else _SMALL) for key, text in texts.items()]
        self.sheet.raw.set_row(row - 1, row_height(*cells, least=least))

    # Headings

    def _heading(self, row: int, heading: HeadingRow) -> None:
        look = Look(bold=True, font_color=NAVY, bg_color=PALER if heading.depth else PALE)
        centred = self.style.cell(**(look | Look(align="center", num_format=READ_FORMAT)))
        self._blank(row, self.style.cell(**look))
        self.sheet.kept.add(row - 1)
        self._put(row, "code", heading.code, centred)
        across = WIDTH["text"] + WIDTH["how"]
        self.sheet.merge(row - 1, INDEX["text"], INDEX["how"], heading.text, self.style.cell(**look))
        self.sheet.raw.set_row(row - 1, row_height(Fitted(heading.text, across, bold=True), least=22))
        if heading.kind != "conditions":
            top, formula, value = self._subtotal(heading)
            self._put(row, "top", top, centred)
            self.sheet.put_formula(row - 1, INDEX["score"], formula, centred, value)

    def _subtotal(self, heading: HeadingRow) -> tuple[Decimal, str, Decimal]:
        if heading.kind == "group":
            top = most(self.criteria.all_groups[heading.code], self.plan.line)
            return top, self.sums.group(heading.code), self.card.sum(heading.code).points
        if heading.kind == "bonus" and self.criteria.bonus:
            return self.criteria.bonus.cap, self.sums.extra(self.criteria.bonus), self.card.bonus
        cap = self.criteria.penalty.cap if self.criteria.penalty else Decimal(0)
        return cap, self.sums.extra(self.criteria.penalty), self.card.penalty

    # Rows that the unit does not score

    def _given(self, row: int, given: CriterionRow) -> None:
        criterion = given.criterion
        grey = Look(bg_color=GREY, font_color=MUTED)
        self._blank(row, self.style.cell(**grey))
        how = EXEMPT.format(basis=given.exempt) if given.exempt else criterion.how
        self._opening(row, criterion, how, grey)
        if not given.exempt:
            who = criterion.rule.scorer() or self.criteria.office
            by = AWARDED_BY.format(who=who)
            self._put(row, "answer", by, self.style.cell(**(grey | Look(italic=True, align="center"))))
            self._high(row, text=criterion.text, how=how, answer=by)
        else:
            self._high(row, text=criterion.text, how=how)
        self.sheet.raw.write_blank(f"{POINTS}{row}", None)
        self.sheet.raw.write_number(f"{APPLICABLE}{row}", 0)

    def _opening(self, row: int, criterion: Criterion, how: str, look: Look) -> None:
        centred = self.style.cell(**(look | Look(align="center", num_format=READ_FORMAT)))
        self._put(row, "code", criterion.code, centred)
        self._put(row, "text", criterion.text, self.style.cell(**look))
        self._put(row, "how", how, self.style.cell(**(look | Look(font_size=_SMALL))))
        self._put(row, "top", criterion.max if criterion.code in self.criteria.criteria else None, centred)

    # Rows that the unit scores

    def _asked(self, row: int, criterion: Criterion, how: str, filled: Row) -> None:
        cells = self.plan.cells(criterion)
        places = self.criteria.rounding.points
        worth = None if criterion.rule.relative else points(criterion, filled.entry, places)
        self._opening(row, criterion, how, Look())
        self._answer(row, criterion, filled)
        self._void(row, criterion, filled, cells)
        self._score(row, criterion, cells, filled, worth)
        self._evidence(row, filled)
        check = self._check(row, criterion, cells, filled, claimed(criterion, filled.entry, places))
        self._high(
            row,
            least=34,
            text=criterion.text,
            how=how,
            answer=max(map(str, filled.entry.answers.values()), key=len, default=""),
            number=filled.evidence.number,
            summary=filled.evidence.summary,
            explanation=filled.explanation,
            check=check,
        )

    def _answer(self, row: int, criterion: Criterion, filled: Row) -> None:
        if is_own_row(criterion):
            style = self.style.cell(italic=True, font_color=MUTED, font_size=_SMALL, align="center")
            self._put(row, "answer", "Ghi ở các dòng dưới", style)
            self.sheet.kept.add(row - 1)
        elif typed_in_score(criterion):
            self._put(row, "answer", None, self.style.cell(bg_color=GREY))
        else:
            [field] = criterion.fields
            self._entry(row, "answer", field, filled)

    def _entry(self, row: int, key: str, field: EntryField, filled: Row) -> None:
        value = filled.entry.answers.get(field.key)
        self._put(row, key, value, self.style.entry(align="center"))
        self._limit(row, key, limits.of_field(field, self.lists.source(field.choices)))

    def _limit(self, row: int, key: str, rule: limits.Rule) -> None:
        self.sheet.raw.data_validation(row - 1, INDEX[key], row - 1, INDEX[key], rule)

    def _void(self, row: int, criterion: Criterion, filled: Row, cells: Cells) -> None:
        unclear = self.prefill.unread.get((criterion.code, "not_applicable"))
        mark = TICK if filled.entry.not_applicable else unclear
        if criterion.not_applicable == "refused":
            self._put(row, "not_applicable", mark, self.style.cell(bg_color=GREY, align="center"))
        else:
            self._put(row, "not_applicable", mark, self.style.entry(align="center"))
            self._limit(row, "not_applicable", limits.void())
        stands = marked(cells["not_applicable"])
        self.sheet.put_formula(row - 1, column_of(TICKED), stands, self.style(), filled.entry.not_applicable)

    def _score(
        self, row: int, criterion: Criterion, cells: Cells, filled: Row, worth: Decimal | None
    ) -> None:
        plain = self.style()
        if criterion.rule.relative:
            later = self.style.cell(
                bg_color=GREY, font_color=MUTED, italic=True, align="center", font_size=_SMALL
            )
            self._put(row, "score", LATER, later)
            self.sheet.raw.write_blank(f"{POINTS}{row}", None)
            self._applicable(row, criterion, cells)
            return
        formula = formulas.points(criterion, cells, self.criteria.rounding.points)
        if typed_in_score(criterion):
            self._entry(row, "score", criterion.fields[0], filled)
        elif criterion.code in self.criteria.criteria:
            style = self.style.cell(bold=True, align="center", num_format=READ_FORMAT)
            self.sheet.put_formula(row - 1, INDEX["score"], formula, style, worth)
            formula = cells["score"]
        else:
            self._put(row, "score", None, self.style.cell(bg_color=GREY))
        self.sheet.put_formula(row - 1, column_of(POINTS), formula, plain, worth)
        if criterion.code in self.criteria.needed:
            before = formulas.exact_points(criterion, cells)
            exact = rounded(unrounded(criterion, filled.entry, worth), EXACT)
            self.sheet.put_formula(row - 1, column_of(EXACT_POINTS), before, plain, exact)
        self._applicable(row, criterion, cells)

    def _applicable(self, row: int, criterion: Criterion, cells: Cells) -> None:
        top = formulas.applicable(criterion, cells)
        applies = self.card.marks[criterion.code].top if criterion.code in self.card.marks else criterion.max
        self.sheet.put_formula(row - 1, column_of(APPLICABLE), top, self.style(), applies)

    def _evidence(self, row: int, filled: Row) -> None:
        # As text, or Excel turns 12/2026 into a date and "-abc" into a formula.
        text = self.style.entry(num_format=TEXT_FORMAT, font_size=_SMALL)
        self._put(row, "number", filled.evidence.number, text)
        self._put(
            row,
            "day",
            filled.evidence.day or self.prefill.unread.get((filled.code, "day")),
            self.style.entry(num_format=DAY_FORMAT, align="center", font_size=_SMALL),
        )
        self._limit(row, "day", limits.evidence_day(self.criteria.period))
        self._put(row, "summary", filled.evidence.summary, text)
        if names := self.prefill.files.get(filled.code):
            said = FILES_SENT.format(names=safe(names))
            self.sheet.note(cell(row - 1, INDEX["summary"]), said, self.criteria.office)
        self._put(row, "explanation", filled.explanation, text)

    def _check(self, row: int, criterion: Criterion, cells: Cells, filled: Row, worth: Decimal | None) -> str:
        said = says(criterion.when, self.card) if isinstance(criterion, AskedCondition) else None
        asked = Asked.of(self.criteria, criterion, worth, self.card, said)
        self.sheet.put_formula(
            row - 1, column_of(AROSE), has_points(criterion, cells), self.style(), arose(filled, asked)
        )
        found = row_findings(filled, asked, self.criteria.severities)
        text = formulas.told(found[0]) if found else CLEAN
        self.errors += bool(found and found[0].is_error)
        formula = formulas.check(live_tests(cells, asked, self.criteria.severities))
        if len(formula) >= _LONGEST_FORMULA:
            raise SetError(_TOO_MANY.format(code=criterion.code))
        self.sheet.put_formula(row - 1, INDEX["check"], formula, self.style.cell(font_size=_SMALL), text)
        return text

    def _field(self, row: int, asked: FieldRow) -> None:
        muted = Look(font_color=MUTED, font_size=_SMALL)
        self._blank(row, self.style.cell())
        self._put(row, "code", asked.code, self.style.cell(**(muted | Look(align="center"))))
        self._put(row, "text", asked.field.label, self.style.cell(indent=2, italic=True))
        hint = _hint(asked.field)
        self._put(row, "how", hint, self.style.cell(**muted))
        self._entry(row, "answer", asked.field, self.prefill.row(asked.criterion.code))
        self._high(row, text=asked.field.label + "   ", how=hint)


def _hint(field: EntryField) -> str:
    if field.choices:
        return f"Chọn {' hoặc '.join(field.choices)}."
    return f"{'Số nguyên' if field.step == 1 else 'Số'} {field.limits}."
