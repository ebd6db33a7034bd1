"""Of every row of the tables what it became, how sure that is, and what may be chosen instead."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from scoring.annex.around import LOOK, OF_WHOM, AroundRead
from scoring.annex.draft import NO_POINTS, AnnexDraft, ExtraRead
from scoring.annex.lines import Line, Skipped
from scoring.annex.nodes import Node
from scoring.annex.plain import criterion
from scoring.annex.seen import Certainty, SeenRow, as_read
from scoring.annex.sentences.clauses import telling
from scoring.criteria.excel.choices import item_words
from scoring.criteria.schema import Criterion
from scoring.text import clean, show_number

_SURE, _UNSURE, _UNKNOWN, _SKIPPED = Certainty.SURE, Certainty.UNSURE, Certainty.UNKNOWN, Certainty.SKIPPED
_EFFECTS = {"cap": "không xếp quá một loại", "lower": "hạ loại", "disqualify": "không xếp loại"}
_VOIDS = {
    "refused": "",
    "full": "Không phát sinh: được điểm tối đa.",
    "excluded": "Không phát sinh: không tính tiêu chí này.",
}
_NO_SCALE = "văn bản chỉ có điểm cộng, điểm trừ; danvan đặt điểm nền của mọi đơn vị, sửa ở trang Tiêu chí"
_BLOCKS = {"bonus": "điểm thưởng", "penalty": "điểm trừ"}
_ON_SCORING = re.compile(
    r"điểm|chấm|\btrừ\b|thưởng|xếp|\bloại\b|bậc|danh hiệu|công nhận|thi đua|tiêu chí|chỉ tiêu|\bđạt\b|"
    r"không xét|\d\s*%",
    re.IGNORECASE,
)
_FEW = 3
"""Paragraphs that are listed one by one."""


def seen_rows(draft: AnnexDraft) -> list[SeenRow]:
    """One for each row, in the order of the paper; then the paragraphs around."""
    around = [(read, _around(read, draft)) for read in draft.around]
    known = dict(_of_lines(draft)) | {id(read.line.row): row for read, row in around if read.line.row}
    rows = [
        known.get(id(row)) or (_skipped(row, draft) if isinstance(row, Skipped) else _left(row))
        for row in draft.rows
    ]
    paragraphs = [row for read, row in around if not read.line.row]
    return [*rows, *_folded(paragraphs), *_made_up(draft)]


def _folded(rows: Sequence[SeenRow]) -> Iterator[SeenRow]:
    """Paragraphs of a long text beside the tables, none of which speaks of points or classes, as one row."""
    for is_plain, run in groupby(rows, _says_little):
        listed = list(run)
        every = [row for row in listed if row.certainty is not _SKIPPED]
        if not is_plain or len(every) <= _FEW:
            yield from listed
            continue
        yield from (row for row in listed if row.certainty is _SKIPPED)
        first, last = every[0], every[-1]
        yield replace(
            first,
            place=f"{first.place} đến {last.place}",
            read=f"{first.read} … {last.read}",
            why=f"{len(every)} đoạn liền nhau ngoài bảng, không đoạn nào nói đến điểm, xếp loại; {LOOK}",
        )


def _says_little(row: SeenRow) -> bool:
    return row.certainty is _SKIPPED or (row.why == LOOK and not _ON_SCORING.search(row.read))


def _around(read: AroundRead, draft: AnnexDraft) -> SeenRow:
    """A line outside the tables."""
    text = as_read(read.line.row.row) if read.line.row else read.line.text
    if read.harmless:
        return SeenRow(read.line.place, text, "", _SKIPPED, read.harmless)
    of_classes = draft.class_doubts if any(word.startswith("Xếp loại") for word in read.words) else []
    whys = list(dict.fromkeys([*of_classes, *read.doubts]))
    sure = _UNKNOWN if not read.words else _UNSURE if whys else _SURE
    meant = "; ".join(read.words) or "Chưa đưa vào bộ"
    return SeenRow(read.line.place, text, meant, sure, "; ".join(whys))


def _made_up(draft: AnnexDraft) -> Iterator[SeenRow]:
    """Groups that no row holds: of a merged cell beside their criteria, or put in as a set needs one."""
    for group in draft.groups:
        for node in group.everything():
            if not node.is_group or node.line:
                continue
            first = next((leaf.line for leaf in node.leaves() if leaf.line), None)
            if first is None:
                words = f"{item_words('group', node.code)} {show_number(node.sum)} điểm"
                yield SeenRow("không có dòng", node.text, words, _UNSURE, _NO_SCALE)
                continue
            why = [] if node.item.said else ["bảng không có nhóm cho các tiêu chí này; danvan đặt một nhóm"]
            made = _group_row(node, first, why)
            place = f"{made.place}, ô bên trái" if node.item.said else "không có dòng"
            yield replace(made, place=place, read=node.item.said or node.text)


def _of_lines(draft: AnnexDraft) -> Iterator[tuple[int, SeenRow]]:
    for group in draft.groups:
        for node in group.everything():
            yield from _of_node(node)
    for key, extra in draft.extras.items():
        yield from _of_extra(key, extra)
    yield from _of_classes(draft)
    for each in draft.conditions:
        if each.line:
            words = f"Điều kiện {each.code}: {_EFFECTS[each.effect.effect]}"
            yield id(each.line), _row(each.line, words, ["xem lại hệ quả ở trang Điều kiện"])
    for line in draft.headings:
        yield id(line), _row(line, "Tên phần", [])
    for line in draft.condition_heads:
        yield id(line), _row(line, "Tên phần điều kiện xếp loại", ["xem lại hệ quả ở trang Điều kiện"])
    for node in draft.unplaced:
        for below in node.everything():
            if below.line:
                yield id(below.line), _row(below.line, "Chưa đưa vào bộ", [NO_POINTS], _UNKNOWN)


def _of_classes(draft: AnnexDraft) -> Iterator[tuple[int, SeenRow]]:
    for row in draft.rows:
        if isinstance(row, Line) and (words := draft.class_lines.get(id(row))):
            yield id(row), _row(row, f"Xếp loại: {words}", draft.class_doubts)
        elif isinstance(row, Line) and (words := draft.quota_lines.get(id(row))):
            yield id(row), _row(row, f"Tỷ lệ: {words}", [OF_WHOM])


def _of_node(node: Node) -> Iterator[tuple[int, SeenRow]]:
    if node.is_group:
        if node.line:
            yield id(node.line), _group_row(node, node.line)
        for line in node.details:
            yield id(line), _row(line, f"Lời dẫn của nhóm {node.code}, không chấm điểm", ["đọc lại lời dẫn"])
        return
    row = _criterion(node)
    if node.line and row:
        yield id(node.line), row
    certainty = _of_below(node, row)
    for line in _below(node):
        why = [] if certainty is _SURE else [f"xem dòng của tiêu chí {node.code}"]
        yield id(line), _row(line, f"Cách chấm của tiêu chí {node.code}", why, certainty)


def _of_below(node: Node, row: SeenRow | None) -> Certainty:
    """What is unsure of a way of scoring is asked once, at the criterion; not that a row belongs to it."""
    asked_once = row and node.how and not node.doubts and not node.how.taken.leaves
    return _SURE if row and row.certainty is _UNSURE and asked_once else row.certainty if row else _UNKNOWN


def _below(node: Node) -> Iterator[Line]:
    """The lines of the rows below a criterion, at any depth."""
    waiting = list(node.item.children)
    while waiting:
        item = waiting.pop(0)
        waiting = [*item.children, *waiting]
        if item.line:
            yield item.line


def _group_row(node: Node, line: Line, doubts: Sequence[str] = ()) -> SeenRow:
    assert node.top is not None
    doubts, choices = [*doubts, *node.doubts], list(group_choices(node))
    if node.line and telling([node.line.how]):
        doubts.append(f"ô cách chấm của nhóm chưa dùng: “{clean(node.line.how)[:60]}”")
    words = f"{item_words('group', node.code)} {show_number(node.top)} điểm"
    if node.limit:
        doubts.append(f"các mục cộng lại {show_number(node.sum)}; theo lời của nhóm chỉ tính đến ngần này")
    elif node.stated is not None and node.stated != node.top:
        told, added = show_number(node.stated), show_number(node.top)
        doubts.append(f"văn bản ghi {told} điểm, các mục bên dưới cộng lại {added}")
    return _row(line, words, doubts, choices=tuple(choices))


def group_choices(node: Node) -> Mapping[str, Mapping[str, object]]:
    """What may be picked where a group's points do not add up, with the keys that it gives the group."""
    if node.stated is None or node.top is None or node.stated == node.top:
        return {}
    found: dict[str, Mapping[str, object]] = {f"Lấy tổng {show_number(node.top)} điểm": {}}
    if node.stated > node.sum:
        rest = show_number(node.stated - node.sum)
        found[f"Giữ {show_number(node.stated)} điểm và thêm tiêu chí {rest} điểm"] = {"max": node.stated}
    if node.stated < node.top:
        found[f"Nhóm không quá {show_number(node.stated)} điểm"] = {"cap": node.stated}
    if node.stated == max(child.top or Decimal(0) for child in node.children) and _may_be_one(node):
        found["Chỉ chọn một tiêu chí"] = {"only_one": True}
    return found


def _may_be_one(node: Node) -> bool:
    return not any(child.children for child in node.children)


def _criterion(node: Node) -> SeenRow | None:
    if node.line is None or node.how is None or node.top is None:
        return None
    taken = node.how.taken
    words = f"{item_words('criterion', node.code)} tối đa {show_number(node.top)} điểm, {taken.label}"
    if taken.rule["kind"] != "direct":
        words = f"{words} – {Criterion.model_validate(criterion(node, taken)).rule_words}"
    doubts = [*node.doubts, *taken.doubts]
    if node.line.beside and node.line.beside.points:
        words = f"{words}; điểm thưởng kèm theo, tự ghi, tối đa {show_number(node.line.beside.points)}"
    is_direct = taken.rule["kind"] == "direct"
    certainty = _SURE if not doubts else _UNKNOWN if is_direct and node.how.said else _UNSURE
    labels = tuple(dict.fromkeys(way.label for way in node.how.ways))
    words = f"{words} {_VOIDS[node.how.void]}".strip()
    return _row(node.line, words, [*doubts, *taken.remarks], certainty, labels if labels[1:] else ())


def _of_extra(key: str, extra: ExtraRead) -> Iterator[tuple[int, SeenRow]]:
    name, lacks = _BLOCKS[key], [] if extra.criteria else ["không thấy mục nào của phần này; chưa đưa vào bộ"]
    for at, node in enumerate(extra.heads):
        words = (
            f"Phần {name}: nhiều nhất {show_number(extra.cap)} điểm"
            if not at
            else f"Tên mục trong phần {name}"
        )
        if node.line:
            yield (
                id(node.line),
                _row(node.line, words, [*node.doubts, *lacks, *(extra.doubts if not at else ())]),
            )
        for line in node.details:
            yield id(line), _row(line, f"Lời dẫn của phần {name}", ["đọc lại lời dẫn"])
    for node in extra.criteria:
        yield from _of_node(node)


def _row(
    line: Line,
    words: str,
    doubts: list[str],
    certainty: Certainty | None = None,
    choices: tuple[str, ...] = (),
) -> SeenRow:
    sure = certainty or (_UNSURE if doubts else _SURE)
    return SeenRow(line.place, as_read(line.row), words, sure, "; ".join(dict.fromkeys(doubts)), choices)


def _left(line: Line) -> SeenRow:
    return _row(line, "Chưa đưa vào bộ", ["không rõ dòng này thuộc mục nào"], _UNKNOWN)


def _skipped(row: Skipped, draft: AnnexDraft) -> SeenRow:
    total = draft.stated_total
    if total and total[0] is row:
        told, added = show_number(total[1]), show_number(draft.total)
        if draft.makes_total:
            return SeenRow(row.row.place, as_read(row.row), f"Thang điểm {added}", _SURE)
        why = f"văn bản ghi tổng {told} điểm, các nhóm cộng lại {added}"
        return SeenRow(row.row.place, as_read(row.row), f"Thang điểm {added}", _UNSURE, why)
    text = as_read(row.row)
    if row.columns and row.columns.words:
        rivals = " hoặc ".join(row.columns.rivals)
        why = f"điểm tối đa có thể ở cột {rivals}; lấy cột đầu có điểm" if rivals else row.why
        if row.columns.guessed:
            why = "không nhận ra hết tiêu đề cột; hiểu theo nội dung các cột"
        if said := draft.heading_says.get(id(row)):
            why = f"tiêu đề cột nói về cách chấm: “{said[:60]}”"
        sure = _UNSURE if rivals or row.columns.guessed or said else _SKIPPED
        return SeenRow(row.row.place, text, f"Các cột: {row.columns.words}", sure, why)
    if row.total and row.total.points not in _sums(draft):
        why = f"văn bản ghi cộng {show_number(row.total.points)} điểm; không nhóm nào cộng lại được như vậy"
        return SeenRow(row.row.place, text, "Dòng cộng, chưa khớp", _UNSURE, why)
    return SeenRow(row.row.place, text, "", _SKIPPED, row.why)


def _sums(draft: AnnexDraft) -> set[Decimal | None]:
    """What lines of totals may state: the points of a group, a block, or the scale."""
    caps = {key: extra.cap or Decimal(0) for key, extra in draft.extras.items()}
    groups = {node.top for group in draft.groups for node in group.everything() if node.is_group}
    return {*groups, *caps.values(), draft.total, draft.total + caps.get("bonus", Decimal(0))}
