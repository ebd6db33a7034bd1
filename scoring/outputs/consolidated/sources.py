"""Nguồn điểm: every point with the answer it follows from and the cell the answer stands in."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.criteria.schema import Condition
from scoring.engine.model import Mark, Status, UnitResult
from scoring.inputs.model import Row
from scoring.outputs.consolidated.book import Book, Sheet
from scoring.outputs.consolidated.plan import SOURCES, SOURCES_TOP, Plan
from scoring.outputs.model import Consolidation
from scoring.rules import NO, YES
from scoring.text import show_number

COLUMNS = (
    ("STT", 6),
    ("Đơn vị", 21),
    ("Mã tiêu chí", 8),
    ("Tiêu chí", 30),
    ("Trả lời của đơn vị", 28),
    ("Điểm", 8),
    ("Tối đa áp dụng", 8),
    ("Tình trạng", 12),
    ("Tệp", 20),
    ("Trang", 11),
    ("Ô", 7),
    ("Tài liệu kiểm chứng", 26),
    ("Giải trình", 26),
)
UNIT, POINTS, TOP, STATUS = 1, 5, 6, 7
NOBODY = "Chưa có đơn vị nào có điểm."
WORD = {True: YES, False: NO, None: ""}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the unit wrote, and where."""

    words: str = ""
    file: str = ""
    sheet: str = ""
    cells: str = ""
    evidence: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One row: a criterion or condition of a unit and what its points follow from."""

    code: str
    text: str
    status: str
    answer: Answer
    points: Decimal | None = None
    top: Decimal | None = None

    @property
    def texts(self) -> dict[int, str]:
        """The row's words by column."""
        a = self.answer
        words = (a.words, None, None, None, a.file, a.sheet, a.cells, a.evidence, a.explanation)
        return {2: self.code, 3: self.text} | {n: word for n, word in enumerate(words, 4) if word is not None}


def write(book: Book, plan: Plan) -> None:
    """One row for every criterion and condition of every unit that has points."""
    sheet = book.sheet(SOURCES, [width for _, width in COLUMNS], landscape=True, tab="#7F7F7F")
    sheet.heading(
        "Nguồn điểm", "Mỗi điểm theo câu trả lời nào, ở tệp, trang và ô nào · số liệu tại thời điểm tổng hợp"
    )
    if not plan.sources:
        sheet.text(SOURCES_TOP, 0, NOBODY, "plain", text_wrap=False)
        return
    sheet.header(SOURCES_TOP - 1, [title for title, _ in COLUMNS])
    row = SOURCES_TOP
    for unit in plan.sources:
        result = plan.run.results[unit]
        _back(sheet, plan, row, result)
        for n, source in enumerate(_sources(plan.run, result)):
            _row(sheet, row, source)
            if n:
                sheet.text(row, UNIT, plan.run.name(unit))
            row += 1
    sheet.raw.freeze_panes(SOURCES_TOP, 3)
    sheet.raw.autofilter(SOURCES_TOP - 1, 0, row - 1, len(COLUMNS) - 1)
    sheet.raw.repeat_rows(SOURCES_TOP - 1)
    sheet.raw.fit_to_pages(1, 0)


def _back(sheet: Sheet, plan: Plan, row: int, result: UnitResult) -> None:
    """The unit's first row leads back to its column of points."""
    detail = plan.detail(result)
    there = detail.name(result.unit)
    sheet.live_link(row, UNIT, there, plan.run.name(result.unit))


def _row(sheet: Sheet, row: int, source: Source) -> None:
    sheet.number(row, 0, row - SOURCES_TOP + 1)
    for column, text in source.texts.items():
        sheet.text(row, column, text)
    sheet.number(row, POINTS, source.points)
    sheet.number(row, TOP, source.top)
    sheet.text(row, STATUS, source.status, "error" if source.status == Status.BLANK.value else "centre")
    sheet.fit(row, source.texts)


def _sources(run: Consolidation, result: UnitResult) -> Iterator[Source]:
    """As many as the plan reserves rows for: the unit's marks, then its conditions."""
    card = result.card
    assert card, "the plan lists units with points only"
    for mark in card.marks.values():
        text = run.criteria.criteria[mark.code].text
        answer = answer_of(run, result.unit, mark)
        yield Source(mark.code, text, mark.status.value, answer, mark.at(card.stage), mark.top)
    for condition in run.roster.conditions(run.unit(result.unit)):
        yield Source(condition.code, condition.text, "điều kiện", _declared(run, result.unit, condition))


def _declared(run: Consolidation, unit: str, condition: Condition) -> Answer:
    form = run.form(unit)
    word = WORD[form.declared.get(condition.code)] if form else ""
    row = form.rows.get(condition.code) if form else None
    return _filled(run, unit, row, word, ("1",)) if row else Answer(word)


def answer_of(run: Consolidation, unit: str, mark: Mark) -> Answer:
    """What the unit wrote of a criterion, in words, and where."""
    criterion, form = run.criteria.criteria[mark.code], run.form(unit)
    exemption = run.roster.exemption(run.unit(unit), mark.code)
    if exemption:
        return Answer(f"Được miễn theo {exemption.basis}")
    if not criterion.by_unit:
        return Answer("Cơ quan tổng hợp hoặc cấp trên chấm")
    row = form.rows.get(mark.code) if form else None
    if row is None:
        return Answer()
    if row.entry.not_applicable:
        return _filled(run, unit, row, "Không phát sinh", ("not_applicable",))
    given = row.entry.answers
    fields = [field for field in criterion.rule.fields(criterion.max) if field.key in given]
    words = "; ".join(f"{field.label}: {_shown(given[field.key])}" for field in fields)
    return _filled(run, unit, row, words, tuple(field.key for field in fields) or tuple(row.places)[:1])


def _shown(answer: Decimal | str) -> str:
    return answer if isinstance(answer, str) else show_number(answer)


def _filled(run: Consolidation, unit: str, row: Row, words: str, keys: tuple[str, ...]) -> Answer:
    receipt = run.receipt(unit)
    places = [row.places[key] for key in keys if key in row.places]
    return Answer(
        words=words,
        file=receipt.file if receipt else "",
        sheet="; ".join(dict.fromkeys(place.sheet for place in places)),
        cells="; ".join(dict.fromkeys(place.cell for place in places)),
        evidence=str(row.evidence) if row.evidence else "",
        explanation=row.explanation,
    )
