"""What a set needs and a table of points does not say, with what the paper does say of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.annex.classes import dues_in
from scoring.annex.draft import AnnexDraft
from scoring.annex.lines import Line
from scoring.annex.paper import Paper
from scoring.annex.plain import Heading
from scoring.text import clean, show_number

_NOTHING = "không nói"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to settle: what the paper says, what the set has meanwhile, on which sheet to change it."""

    asks: str
    says: str
    now: str
    sheet: str


def questions(draft: AnnexDraft, paper: Paper, heading: Heading) -> list[Question]:
    """Everything to be settled beside the rows of the table."""
    return [
        *_of_heading(heading),
        *_of_units(draft),
        *_of_extras(draft),
        *_of_classes(draft),
        *_of_evidence(draft),
        *_of_deadlines(paper),
        *_of_notes(draft, paper),
    ]


def _of_heading(heading: Heading) -> Iterator[Question]:
    now = f"{heading.name}; năm {heading.year}; {heading.issuer}"
    yield Question("Tên bộ, năm, cơ quan ban hành, cơ quan tổng hợp", now, now, "Chung")


def _of_units(draft: AnnexDraft) -> Iterator[Question]:
    yield Question(
        "Đơn vị nào được đánh giá, chia khối thế nào", "bảng điểm không kể đơn vị",
        "một đơn vị mẫu, một khối", "Đơn vị; Loại đơn vị; Khối",
    )  # fmt: skip
    said = [
        f"{node.code}: {clean(node.line.whom)}" for node in draft.leaves() if node.line and node.line.whom
    ]
    yield Question(
        "Tiêu chí nào chỉ áp dụng cho một số đơn vị", _cut(said), "mọi tiêu chí cho mọi đơn vị",
        "Tiêu chí, các cột Áp dụng cho",
    )  # fmt: skip


def _of_classes(draft: AnnexDraft) -> Iterator[Question]:
    told = [f"{each.name} từ {show_number(each.low)} điểm" for each in draft.classes]
    yield Question(
        "Các loại và mức điểm", _cut([*told, *draft.class_doubts]),
        "như văn bản" if told else "một loại, từ 0 điểm", "Xếp loại",
    )  # fmt: skip
    quotas = [each.text for each in draft.quotas]
    yield Question("Tỷ lệ khống chế của từng loại", _cut(quotas), f"{len(quotas)} dòng", "Tỷ lệ")
    conditions = [each.text for each in draft.conditions]
    yield Question(
        "Trường hợp bị hạ loại, không xếp loại", _cut(conditions), f"{len(conditions)} dòng", "Điều kiện"
    )


def _of_extras(draft: AnnexDraft) -> Iterator[Question]:
    for key, extra in draft.extras.items():
        name = {"bonus": "Điểm thưởng", "penalty": "Điểm trừ"}[key]
        says = _cut([extra.text, *extra.doubts] if extra.text else extra.doubts)
        yield Question(f"{name}: cả phần nhiều nhất bao nhiêu", says, show_number(extra.cap), "Tiêu chí")


def _of_evidence(draft: AnnexDraft) -> Iterator[Question]:
    asked = [
        node.code
        for node in draft.leaves()
        if node.line and (node.line.evidence or (node.how and node.how.evidence))
    ]
    says = f"nêu tài liệu ở {len(asked)} tiêu chí: {', '.join(asked)}" if asked else _NOTHING
    now = "bắt buộc ở các tiêu chí ấy" if asked else "không cần ở tiêu chí nào"
    yield Question(
        "Tài liệu kiểm chứng: bắt buộc, hay có thể giải trình thay",
        says[:_LONGEST],
        now,
        "Tiêu chí, cột Tài liệu",
    )


def _of_deadlines(paper: Paper) -> Iterator[Question]:
    texts = [line.text for line in paper.lines]
    texts += [cell.own for table in paper.tables for row in table.rows for cell in row.cells if cell.own]
    said = dict.fromkeys(due.text for text in texts for due in dues_in(text))
    yield Question("Hạn gửi báo cáo của từng kỳ", _cut(list(said)), "chưa ghi kỳ nào", "Báo cáo")


def _of_notes(draft: AnnexDraft, paper: Paper) -> Iterator[Question]:
    notes = [note for line in paper.lines for note in line.notes]
    notes += [
        note for table in paper.tables for row in table.rows for cell in row.cells for note in cell.notes
    ]
    if notes:
        yield Question(
            "Chú thích của văn bản", _cut(list(dict.fromkeys(notes))), "chưa đưa vào bộ", "Tiêu chí"
        )
    said = [line.note for line in draft.rows if isinstance(line, Line) and line.note]
    if said:
        yield Question("Cột ghi chú", _cut(said), "chưa đưa vào bộ", "Tiêu chí, cột Hướng dẫn chấm")
    for words in paper.told:
        yield Question("Tệp nguồn", words, "đã đọc", "Cần xem")


def _cut(texts: Sequence[str]) -> str:
    """The texts side by side, not more than a cell shows."""
    said = "; ".join(clean(text) for text in texts)
    return (f"{said[:_LONGEST]}…" if len(said) > _LONGEST else said) or _NOTHING
