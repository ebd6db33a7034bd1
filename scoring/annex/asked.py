"""What a set needs and a table of points does not say, with what the paper does say of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.annex.classes import dues_in
from scoring.annex.draft import AnnexDraft
from scoring.annex.lines import Line
from scoring.annex.paper import Paper
from scoring.annex.plain import Heading
from scoring.annex.sentences.superior import LABEL
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster
from scoring.text import clean, show_date, show_number

_NOTHING, _NONE_YET = "không nói", "chưa ghi"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to settle: what the paper says, what the set has meanwhile, on which sheet to change it."""

    asks: str
    says: str
    now: str
    sheet: str


def questions(draft: AnnexDraft, paper: Paper, heading: Heading, roster: Roster) -> list[Question]:
    """Everything to be settled beside the rows of the table; ``roster`` is the set that is written."""
    return [
        *_of_heading(heading, roster.criteria),
        *_of_units(draft, roster),
        *_of_extras(draft, roster.criteria),
        *_of_classes(draft, roster.criteria),
        *_of_scorers(draft, roster.criteria),
        *_of_evidence(draft, roster.criteria),
        *_of_deadlines(paper, roster.criteria),
        *_of_notes(draft, paper),
    ]


def _of_heading(heading: Heading, criteria: CriteriaSet) -> Iterator[Question]:
    title = clean(heading.title) or _NOTHING
    issuer = heading.issuer if heading.issuer != Heading(heading.name, heading.year).issuer else _NOTHING
    decision = criteria.decision
    yield Question("Tên bộ, năm", title, f"{criteria.name}; năm {criteria.year}", "Chung")
    yield Question("Nội dung đánh giá, in ở tiêu đề biểu", title, criteria.subject, "Chung")
    yield Question(
        "Cơ quan ban hành, cơ quan tổng hợp", issuer, f"{criteria.issuer}; {criteria.office}", "Chung"
    )
    yield Question(
        "Số, ngày quyết định ban hành", heading.decision or _NOTHING,
        f"số {decision.number} ngày {show_date(decision.date)}" if decision else _NONE_YET, "Chung",
    )  # fmt: skip


def _of_units(draft: AnnexDraft, roster: Roster) -> Iterator[Question]:
    samples, blocks = sum(unit.sample for unit in roster.units), len(roster.criteria.blocks)
    mark = f" ({samples} đơn vị mẫu)" if samples else ""
    yield Question(
        "Đơn vị nào được đánh giá, chia khối thế nào", "bảng điểm không kể đơn vị",
        f"{len(list(roster.evaluated))} đơn vị{mark}, {blocks} khối", "Đơn vị; Loại đơn vị; Khối",
    )  # fmt: skip
    said = [
        f"{node.code}: {clean(node.line.whom)}" for node in draft.leaves() if node.line and node.line.whom
    ]
    yield Question(
        "Tiêu chí nào chỉ áp dụng cho một số đơn vị", _cut(said), "mọi tiêu chí cho mọi đơn vị",
        "Tiêu chí, các cột Áp dụng cho",
    )  # fmt: skip


def _of_classes(draft: AnnexDraft, criteria: CriteriaSet) -> Iterator[Question]:
    names = {each.code: each.name for each in criteria.classes}
    told = [f"{each.name} từ {show_number(each.low)} điểm" for each in draft.classes]
    yield Question(
        "Các loại và mức điểm", _cut([*told, *draft.class_doubts]),
        _cut([f"{each.name} từ {show_number(each.at_least)} điểm" for each in criteria.classes]), "Xếp loại",
    )  # fmt: skip
    quotas = [each.text for each in draft.quotas]
    now = [f"{names[each.code]} không quá {show_number(each.percent)}%" for each in criteria.quota]
    yield Question("Hạn mức của từng loại", _cut(quotas), _cut(now, _NONE_YET), "Tỷ lệ")
    conditions = [each.text for each in draft.conditions]
    yield Question(
        "Trường hợp bị hạ loại, không xếp loại", _cut(conditions),
        f"{len(criteria.conditions)} điều kiện" if criteria.conditions else _NONE_YET, "Điều kiện",
    )  # fmt: skip


def _of_extras(draft: AnnexDraft, criteria: CriteriaSet) -> Iterator[Question]:
    written = dict(criteria.blocks_beside)
    for key, extra in draft.extras.items():
        name = {"bonus": "Điểm thưởng", "penalty": "Điểm trừ"}[key]
        says = _cut([extra.text, *extra.doubts] if extra.text else extra.doubts)
        cap = f"{show_number(written[key].cap)} điểm" if key in written else _NONE_YET
        yield Question(f"{name}: cả phần nhiều nhất bao nhiêu", says, cap, "Tiêu chí")


def _of_scorers(draft: AnnexDraft, criteria: CriteriaSet) -> Iterator[Question]:
    """Who gives the points of criteria that a superior scores, or may be chosen to."""
    offered = any(way.label == LABEL for node in draft.leaves() if node.how for way in node.how.ways)
    given = [each for each in criteria.criteria.values() if each.rule.kind == "superior"]
    if not offered and not given:
        return
    said = [
        f"{node.code}: {clean(node.guide)}" for node in draft.leaves() if node.code in {c.code for c in given}
    ]
    now = [f"{each.code}: {each.rule.scorer()}" for each in given]
    yield Question(
        "Ai chấm những tiêu chí đơn vị không tự chấm", _cut(said),
        _cut(now, f"chưa có tiêu chí nào; chọn “{LABEL}” ở trang Cần xem thì ghi"),
        "Tiêu chí, cột Người chấm",
    )  # fmt: skip


def _of_evidence(draft: AnnexDraft, criteria: CriteriaSet) -> Iterator[Question]:
    asked = [
        node.code
        for node in draft.leaves()
        if node.line and (node.line.evidence or (node.how and node.how.evidence))
    ]
    says = f"nêu tài liệu ở {len(asked)} tiêu chí: {', '.join(asked)}" if asked else _NOTHING
    required = sum(each.evidence == "required" for each in criteria.criteria.values())
    now = f"bắt buộc ở {required} tiêu chí" if required else "không cần ở tiêu chí nào"
    yield Question(
        "Tài liệu kiểm chứng: bắt buộc, hay có thể giải trình thay",
        says[:_LONGEST],
        now,
        "Tiêu chí, cột Tài liệu",
    )


def _of_deadlines(paper: Paper, criteria: CriteriaSet) -> Iterator[Question]:
    texts = [line.text for line in paper.lines]
    texts += [cell.own for table in paper.tables for row in table.rows for cell in row.cells if cell.own]
    said = dict.fromkeys(due.text for text in texts for due in dues_in(text))
    now = _cut([f"{each.name}: {show_date(each.last)}" for each in criteria.reports], "chưa ghi kỳ nào")
    yield Question("Hạn gửi báo cáo của từng kỳ", _cut(list(said)), now, "Báo cáo")


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


def _cut(texts: Sequence[str], none: str = _NOTHING) -> str:
    """The texts side by side, not more than a cell shows."""
    said = "; ".join(clean(text) for text in texts)
    return (f"{said[:_LONGEST]}…" if len(said) > _LONGEST else said) or none
