"""The answer: the set's own workbook, with the sheets Cần xem, Hỏi thêm and Cách chọn beside it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import BinaryIO

from scoring.annex.asked import Question
from scoring.annex.draft import AnnexDraft
from scoring.annex.nodes import Node
from scoring.annex.plain import criterion, rest_of
from scoring.annex.seen import TAKE_IN, Certainty, SeenRow, counted
from scoring.annex.told import group_choices
from scoring.criteria.excel import tree
from scoring.criteria.excel.choices import LOOK_SHEET, LOOK_TITLES, WAYS_SHEET, WAYS_TITLES
from scoring.criteria.excel.writer import write_set_book
from scoring.criteria.schema import Criterion, Group
from scoring.criteria.units import Roster
from scoring.sheets.book import Book, BookSheet, Format
from scoring.sheets.look import AMBER_TINT, GREEN_TINT, GREY, LINE, MUTED, NAVY, PALE, RED_TINT, TEXT_FORMAT
from scoring.sheets.measure import HIGHEST, LINE_POINTS, lines_needed

ASKED_SHEET = "Hỏi thêm"
ASKED_TITLES = ("Cần quyết định", "Văn bản nói", "Trong bộ đang ghi", "Sửa ở trang")
_LOOK_WIDTHS = (20, 60, 44, 13, 44, 28)
_ASKED_WIDTHS = (44, 70, 40, 32)
_HEAD = 2
_COLOURS = {
    Certainty.SURE: GREEN_TINT,
    Certainty.UNSURE: AMBER_TINT,
    Certainty.UNKNOWN: RED_TINT,
    Certainty.SKIPPED: GREY,
}
_LONGEST_LIST = 255
"""Letters of a drop-down that Excel keeps in the cell's own list."""
_HOW_TO = (
    "Xem các dòng Chưa chắc, Không hiểu. Chọn cách hiểu khác ở cột Chọn (để trống là giữ cột Đã hiểu là), "
    f"hoặc sửa ở trang Tiêu chí; rồi {TAKE_IN}."
)


def write_answer(
    stream: BinaryIO, roster: Roster, draft: AnnexDraft, seen: Sequence[SeenRow], asked: Sequence[Question]
) -> None:
    """Write the workbook that an official looks through and gives to from-excel."""
    write_set_book(stream, roster, partial(_beside, draft=draft, seen=seen, asked=asked))


def _beside(book: Book, draft: AnnexDraft, seen: Sequence[SeenRow], asked: Sequence[Question]) -> None:
    boxed = {"text_wrap": True, "valign": "top", "border": 1, "border_color": LINE, "num_format": TEXT_FORMAT}
    usual = book.format(**boxed)
    sheet = _sheet(book, LOOK_SHEET, f"{LOOK_SHEET}: {counted(seen)}", _HOW_TO, LOOK_TITLES, _LOOK_WIDTHS)
    colours = {each: book.format(**boxed, bg_color=colour) for each, colour in _COLOURS.items()}
    for at, row in enumerate(seen, _HEAD + 1):
        texts = (row.place, row.read, row.became, row.certainty.value, row.why, "")
        styles = [usual, usual, usual, colours[row.certainty], usual, usual]
        _put(sheet, at, texts, styles)
        if row.choices:
            _offer(sheet, at, row.choices)
    sheet.raw.autofilter(_HEAD, 0, _HEAD + len(seen), len(LOOK_TITLES) - 1)
    hint = "Bảng điểm không nói những điều dưới đây; sửa ở trang nêu tại cột cuối."
    sheet = _sheet(book, ASKED_SHEET, ASKED_SHEET, hint, ASKED_TITLES, _ASKED_WIDTHS)
    for at, each in enumerate(asked, _HEAD + 1):
        _put(sheet, at, (each.asks, each.says, each.now, each.sheet), [usual] * len(ASKED_TITLES))
    hint = "Công cụ đọc trang này khi có lựa chọn ở trang Cần xem; không sửa."
    sheet = _sheet(book, WAYS_SHEET, WAYS_SHEET, hint, WAYS_TITLES, [14] * len(WAYS_TITLES))
    for at, words in enumerate(_ways(draft), _HEAD + 1):
        _put(sheet, at, words, [usual] * len(WAYS_TITLES))
    sheet.raw.hide()


def _sheet(
    book: Book, name: str, title: str, hint: str, titles: Sequence[str], widths: Sequence[float]
) -> BookSheet:
    sheet = BookSheet(book, name, landscape=True, grid=True)
    sheet.set_widths(widths, book.format(num_format=TEXT_FORMAT, text_wrap=True, valign="top"))
    sheet.put(0, 0, title, book.format(bold=True, font_size=14, font_color=NAVY))
    sheet.put(1, 0, hint, book.format(italic=True, font_color=MUTED))
    look = {"bold": True, "font_color": NAVY, "bg_color": PALE, "border": 1, "border_color": LINE}
    head = book.format(**look, align="center", valign="vcenter", text_wrap=True)
    for column, text in enumerate(titles):
        sheet.put(_HEAD, column, text, head)
    sheet.raw.freeze_panes(_HEAD + 1, 1)
    sheet.raw.repeat_rows(_HEAD)
    sheet.raw.fit_to_pages(1, 0)
    return sheet


def _put(sheet: BookSheet, at: int, texts: Sequence[str], styles: Sequence[Format]) -> None:
    for column, (text, style) in enumerate(zip(texts, styles, strict=True)):
        sheet.put(at, column, text or None, style)
    lines = max(map(lines_needed, texts, sheet.widths))
    sheet.raw.set_row(at, min(HIGHEST, lines * LINE_POINTS))


def _offer(sheet: BookSheet, at: int, choices: Sequence[str]) -> None:
    """A drop-down of the choices; too long for Excel's list, the cell takes any text and from-excel looks."""
    if len(",".join(choices)) > _LONGEST_LIST or any("," in choice for choice in choices):
        sheet.raw.write_comment(at, len(LOOK_TITLES) - 1, "\n".join(choices))
        return
    sheet.raw.data_validation(
        at, len(LOOK_TITLES) - 1, at, len(LOOK_TITLES) - 1,
        {
            "validate": "list",
            "source": list(choices),
            "error_title": "Chọn",
            "error_message": "Chọn một mục trong danh sách, hoặc để trống.",
        },
    )  # fmt: skip


def _ways(draft: AnnexDraft) -> Iterator[list[str]]:
    """For every choice the rows of the sheet Tiêu chí that it makes."""
    for group in draft.groups:
        for node in group.everything():
            if node.is_group:
                yield from _of_group(node)
    for node in draft.leaves():
        yield from _of_criterion(node)


def _of_criterion(node: Node) -> Iterator[list[str]]:
    for way in node.how.ways if node.how else ():
        made = Criterion.model_validate(criterion(node, way)).model_dump(mode="json")
        yield from _cells(node.code, way.label, tree.criterion_lines(made, ""))


def _of_group(node: Node) -> Iterator[list[str]]:
    child = next(leaf for leaf in node.leaves() if leaf.how)
    kept = Criterion.model_validate(criterion(child, child.how.taken)) if child.how else None
    for label, keys in group_choices(node).items():
        made = Group.model_validate({"code": node.code, "text": node.text, "children": [kept], **keys})
        added = Criterion.model_validate(rest_of(node)).model_dump(mode="json") if "max" in keys else None
        below = tree.criterion_lines(added, node.code) if added else ()
        yield from _cells(node.code, label, [tree.group_line(made.model_dump(mode="json"), ""), *below])


def _cells(code: str, label: str, rows: Iterable[tree.TreeRow]) -> Iterator[list[str]]:
    for row in rows:
        yield [code, label, *(row.cells.get(column.title, "") for column in tree.COLUMNS)]
