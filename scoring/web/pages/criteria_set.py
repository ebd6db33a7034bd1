"""Bộ tiêu chí và đơn vị: read by group, edited in tables, what would change before it is saved, issued."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request, url_for

from scoring.criteria.conditions import Applies
from scoring.criteria.diff_words import in_words, most
from scoring.criteria.excel import tree
from scoring.criteria.excel.cells import Choice
from scoring.criteria.excel.layout import GENERAL, GENERAL_SHEET, TABLES, TREE_SHEET, UNITS_SHEET, SetField
from scoring.criteria.excel.texts import TextMistake, unit_fields, used_titles
from scoring.criteria.schema import Criterion, Group
from scoring.periods import ANNUAL
from scoring.pipeline.set_edit import SetEdit, StaleSetError, units_with_forms
from scoring.text import clean
from scoring.web.answers import attachment
from scoring.web.pages.common import on_disk, site, typed_day, uploads, who
from scoring.web.pages.downloads import WORKBOOK
from scoring.web.roles import OFFICE, READERS, page

if TYPE_CHECKING:
    from scoring.criteria.units import Roster

SHEETS: Mapping[str, tuple[SetField, ...]] = {
    GENERAL_SHEET: GENERAL,
    TREE_SHEET: tree.COLUMNS,
    UNITS_SHEET: unit_fields(),
    **{table.sheet: table.columns for table in TABLES},
}
"""The sheets in the order in which they are offered, each with its columns."""
_LONG = ("Nội dung", "Hướng dẫn chấm", "Tên văn bản", "Gợi ý tài liệu", "Ghi chú", "Tên gọi khác")
_MOST_ROWS = 400
"""Rows of a table that are edited on the page; a longer one is edited in Excel."""
_AT_ONCE = (tree.ROW, tree.CODE.title, tree.PARENT, tree.MAXIMUM.title, tree.RULE, tree.WORDS.title)
"""Columns of the criteria that are always shown; the others are folded below."""


@dataclass(frozen=True, slots=True)
class ReadNode:
    """A group or a criterion as the page reads it; ``how`` and ``whom`` are blank for a group."""

    code: str
    text: str
    points: Decimal | None
    how: str = ""
    whom: str = ""


@dataclass(frozen=True, slots=True)
class EditCell:
    """A cell of a table that is edited: its field's name, what stands in it, what is wrong with it.

    ``choices``: what may stand in it with how it is shown, none where it is free; ``long`` texts want more
    than a line.
    """

    name: str
    field: SetField
    text: str
    wrong: tuple[str, ...] = ()
    fixed: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    long: bool = False


@dataclass(frozen=True, slots=True)
class EditRow:
    """A row with its cells; ``number``: its place on the sheet, from 1. ``wrong``: of no single cell.

    ``rest``: the cells of a row of criteria that are folded below its text.
    """

    number: int
    cells: tuple[EditCell, ...]
    wrong: tuple[str, ...] = ()
    rest: tuple[EditCell, ...] = ()


def _cell(
    number: int,
    at: int,
    field: SetField,
    text: str,
    wrong: Sequence[str],
    edit: SetEdit,
    *,
    fixed: bool = False,
) -> EditCell:
    choices: tuple[tuple[str, str], ...] = ()
    if isinstance(field.kind, Choice):
        choices = tuple((words, words) for words in field.kind.labels.values())
    elif field.choices_in:
        listed = edit.draft.texts[field.choices_in][1:]
        choices = tuple((row[0], f"{row[1]} ({row[0]})") for row in listed if row[0])
    return EditCell(f"o:{number}:{at}", field, text, tuple(wrong), fixed, choices, field.title in _LONG)


@page("/bo-tieu-chi", READERS)
def criteria_set() -> Any:
    """The set by group, the units with what they can reach."""
    office = site().office()
    roster = office.roster
    blocks = {block.code: block.name for block in roster.criteria.blocks}
    edit: SetEdit | None = site().ask(ANNUAL, "begun_set_edit")
    return render_template(
        "criteria_set.html",
        criteria_nodes=list(_read(roster)),
        units=[(u, blocks[roster.block(u)] if u.evaluated else "", most(roster, u)) for u in roster.units],
        kinds={kind.code: kind.name for kind in roster.criteria.kinds},
        edit=edit,
        out=[(roster.criteria.report(p).short_name, len(u)) for p, u in units_with_forms(office).items()],
        saved=request.args.get("da_luu", ""),
        begun=request.args.get("bat_dau", ""),
    )


def _read(roster: "Roster") -> Iterator[ReadNode]:
    told: dict[Applies, str] = {}  # many criteria concern the same units

    def whom(applies: Applies) -> str:
        if applies not in told:
            codes = (unit.code for unit in roster.evaluated if roster.concerns(applies, unit))
            told[applies] = in_words(codes, roster, roster)
        return told[applies]

    def below(node: Group | Criterion) -> Iterator[ReadNode]:
        if isinstance(node, Criterion):
            yield ReadNode(node.code, node.text, node.max, node.how, whom(node.applies))
            return
        yield ReadNode(node.code, node.text, node.max)
        for child in node.children:
            yield from below(child)

    for group in roster.criteria.groups:
        yield from below(group)
    for extra in (roster.criteria.bonus, roster.criteria.penalty):
        if extra:
            yield ReadNode("", extra.text, extra.cap)
            for criterion in extra.criteria:
                yield from below(criterion)


@page("/bo-tieu-chi/excel", READERS, "GET")
def criteria_book() -> Any:
    """The set and its units as the workbook that can be edited and taken in again."""
    name = f"{site().office().roster.criteria.id}.xlsx"
    return attachment(site().ask(ANNUAL, "criteria_workbook"), name, WORKBOOK)


@page("/bo-tieu-chi/tu-van-ban", OFFICE, "POST", screen="criteria_set")
def criteria_from_paper() -> Any:
    """An official's paper becomes a workbook to look through; nothing of the set is changed."""
    with on_disk(uploads()[:1]) as names:
        [(name, path)] = names.items()
        content = site().ask(ANNUAL, "paper_workbook", path, name, site().today)
    return attachment(content, f"{path.stem}-bo-tieu-chi.xlsx", WORKBOOK)


@page("/bo-tieu-chi/don-vi-tu-van-ban", OFFICE, "POST", screen="criteria_set")
def units_from_paper() -> Any:
    """A list of units in a paper becomes a workbook to look through; nothing of the set is changed."""
    with on_disk(uploads()[:1]) as names:
        [(name, path)] = names.items()
        content = site().ask(ANNUAL, "units_workbook", path, name)
    return attachment(content, f"{path.stem}-don-vi.xlsx", WORKBOOK)


@page("/bo-tieu-chi/dua-vao", OFFICE, "POST", screen="criteria_set")
def criteria_taken_in() -> Any:
    """An edited workbook becomes the draft; nothing of the set is changed yet."""
    with on_disk(uploads()[:1]) as names:
        [path] = names.values()
        site().ask(ANNUAL, "set_edit_from_book", path, who())
    return redirect(url_for("criteria_changes"), 303)


@page("/bo-tieu-chi/ban-hanh", OFFICE, "POST", screen="criteria_set")
def criteria_issued() -> Any:
    """A decision issues the set: into the draft, to be seen before it is saved."""
    number, day = clean(request.form.get("so_quyet_dinh", "")), typed_day(request.form.get("ngay", ""))
    site().ask(ANNUAL, "issue_set", number, day, who())
    return redirect(url_for("criteria_changes"), 303)


@page("/bo-tieu-chi/sua", OFFICE, "GET", "POST")
def criteria_editing() -> Any:
    """One sheet as a table, of the criteria one group at a time; a POST saves the draft."""
    sheet = request.args.get("trang", TREE_SHEET)
    if sheet not in SHEETS:
        abort(404)
    edit: SetEdit = site().ask(ANNUAL, "opened_set_edit")
    group = request.args.get("nhom", "") or _groups(edit)[0][0]
    if request.method == "GET":
        return _editing(edit, sheet, group)
    rows = _typed(edit, sheet, group)
    try:
        site().ask(ANNUAL, "keep_set_rows", {sheet: rows}, request.form.get("ban", 0, type=int), who())
    except StaleSetError as stale:
        typed: SetEdit = site().ask(ANNUAL, "try_set_rows", {sheet: rows})
        return _editing(typed, sheet, group, stale.on_page)
    if "xem" in request.form:
        return redirect(url_for("criteria_changes"), 303)
    return redirect(url_for("criteria_editing", trang=sheet, nhom=group, da_luu=1), 303)


@page("/bo-tieu-chi/tinh", OFFICE, "POST", screen="criteria_editing")
def criteria_live() -> Any:
    """The maximum of each kind of unit with what is typed; nothing is kept."""
    sheet = request.args.get("trang", TREE_SHEET)
    if sheet not in SHEETS:
        abort(404)
    edit: SetEdit = site().ask(ANNUAL, "opened_set_edit")
    group = request.args.get("nhom", "") or _groups(edit)[0][0]
    rows = _typed(edit, sheet, group)
    edit = site().ask(ANNUAL, "try_set_rows", {sheet: rows})
    return render_template("parts/set_maxima.html", edit=edit)


def _editing(edit: SetEdit, sheet: str, group: str, stale: Sequence[str] = ()) -> Any:
    groups = _groups(edit)
    rows = list(_rows(edit, sheet, group))
    return render_template(
        "criteria_edit.html",
        edit=edit,
        sheet=sheet,
        sheets=list(SHEETS),
        group=group,
        groups=groups if sheet == TREE_SHEET else [],
        rows=rows,
        is_tree=sheet == TREE_SHEET,
        fixed=sheet == GENERAL_SHEET,
        too_many=len(rows) if len(rows) > _MOST_ROWS else 0,
        wrong=_wrong(edit),
        stale=stale,
        saved=request.args.get("da_luu", ""),
    )


def _wrong(edit: SetEdit) -> list[tuple[TextMistake, str, str]]:
    """Every mistake with its row: the address, blank where it is at no row, and the place in words."""

    def words(each: TextMistake) -> str:
        titles = edit.draft.texts[each.sheet][0] if each.sheet in SHEETS else ()
        column = f", cột “{titles[each.column]}”" if 0 <= each.column < len(titles) else ""
        return f"{each.sheet}, dòng {each.row}{column if each.sheet != GENERAL_SHEET else ''}"

    return [(each, _place(edit, each.sheet, each.row), words(each)) for each in edit.mistakes]


def _place(edit: SetEdit, sheet: str, row: int) -> str:
    """The address of a row of a sheet, blank where there is no such sheet on the page."""
    if sheet not in SHEETS:
        return ""
    inside = next((code for code, _, first, end in _groups(edit) if first <= row < end), "")
    group = inside if sheet == TREE_SHEET else ""
    return url_for("criteria_editing", trang=sheet, nhom=group or None, _anchor=f"dong-{row}")


def _left(edit: SetEdit) -> list[tuple[str, str]]:
    """The rows of a paper that are still in doubt: what is said, and the address of what they became."""
    titles, *rows = edit.draft.texts[TREE_SHEET]
    at = titles.index(tree.CODE.title)
    rows_of = {row[at]: number for number, row in reversed(list(enumerate(rows, 1))) if row[at]}
    return [
        (words, _place(edit, TREE_SHEET, rows_of[code]) if code in rows_of else "")
        for code, words in edit.draft.left
    ]


def _groups(edit: SetEdit) -> list[tuple[str, str, int, int]]:
    """Code, words, first row and the row after the last of each part of the sheet of criteria."""
    titles, *rows = edit.draft.texts[TREE_SHEET]
    at = {title: titles.index(title) for title in (tree.ROW, tree.CODE.title, tree.PARENT, tree.WORDS.title)}
    extras = {words: key for key, words in tree.EXTRAS.items()}
    found: list[tuple[str, str, int]] = []
    for number, row in enumerate(rows, 1):
        kind = row[at[tree.ROW]]
        if kind in extras:
            found.append((extras[kind], kind, number))
        elif kind == tree.ROWS.labels["group"] and not row[at[tree.PARENT]]:
            code = row[at[tree.CODE.title]]
            found.append((code or str(number), f"{code}. {row[at[tree.WORDS.title]]}", number))
    found = found or [("1", "Nhóm", 1)]
    ends = [*(number for _, _, number in found[1:]), len(rows) + 1]
    first = [1, *(number for _, _, number in found[1:])]
    return [(code, words, n, end) for (code, words, _), n, end in zip(found, first, ends, strict=True)]


def _span(edit: SetEdit, sheet: str, group: str) -> tuple[int, int]:
    """The rows of the sheet that the page shows: the first, and the one after the last."""
    if sheet != TREE_SHEET:
        return 1, len(edit.draft.texts[sheet])
    found = next(((n, end) for code, _, n, end in _groups(edit) if code == group), None)
    return found or abort(404)


def _rows(edit: SetEdit, sheet: str, group: str) -> Iterator[EditRow]:
    titles, fields = edit.draft.texts[sheet][0], {field.title: field for field in SHEETS[sheet]}
    start, end = _span(edit, sheet, group)
    for number in range(start, end):
        texts = edit.draft.texts[sheet][number]
        wrong = [each for each in edit.mistakes if (each.sheet, each.row) == (sheet, number)]
        if sheet == GENERAL_SHEET:
            setting, told = GENERAL[number - 1], [each.says for each in wrong]
            fixed = setting.path == ("id",)
            yield EditRow(number, (_cell(number, 1, setting, texts[1], told, edit, fixed=fixed),))
            continue
        used = _shown_titles(sheet, dict(zip(titles, texts, strict=True)), titles, wrong)
        cells = [
            _cell(number, at, fields[title], texts[at], [w.says for w in wrong if w.column == at], edit)
            for at, title in enumerate(titles)
            if title in used
        ]
        folded = [cell for cell in cells if sheet == TREE_SHEET and cell.field.title not in _AT_ONCE]
        at_once = tuple(sorted((c for c in cells if c not in folded), key=lambda cell: cell.long))
        yield EditRow(number, at_once, tuple(w.says for w in wrong if w.column < 0), tuple(folded))


def _shown_titles(
    sheet: str, texts: Mapping[str, str], titles: Sequence[str], wrong: Sequence[TextMistake]
) -> set[str]:
    """The columns that a row uses, and those where something stands or is wrong all the same."""
    used = used_titles(texts) if sheet == TREE_SHEET else titles
    return {*used, *(t for t in titles if texts[t]), *(titles[w.column] for w in wrong if w.column >= 0)}


def _typed(edit: SetEdit, sheet: str, group: str) -> list[list[str]]:
    """The sheet with what was typed: rows that were ticked are left out, new ones come where asked."""
    titles, *before = edit.draft.texts[sheet]
    start, end = _span(edit, sheet, group)
    removed = set(request.form.getlist("bo_dong"))
    after = request.form.get("them", 0, type=int)
    rows = [list(titles), *map(list, before[: start - 1])]
    for number in range(start, end):
        if str(number) not in removed:
            rows.append(_row(number, titles, before[number - 1], keeps=sheet == GENERAL_SHEET))
        if number == after:
            rows.append(_blank(titles, rows[-1]))
    if "them" in request.form and not start <= after < end:
        rows.append(_blank(titles, []))
    return [*rows, *map(list, before[end - 1 :])]


def _row(number: int, titles: Sequence[str], before: Sequence[str], *, keeps: bool) -> list[str]:
    """What was typed in a row; a field that the page did not have is blank, or as before where ``keeps``.

    A row of which nothing came stays as it was.
    """
    form = request.form
    if not any(f"o:{number}:{at}" in form for at in range(len(titles))):
        return list(before)
    cells = [
        form.get(f"o:{number}:{at}", before[at] if keeps else "").replace("\r\n", "\n").strip()
        for at in range(len(titles))
    ]
    if tree.ROW not in titles:
        return cells
    used = used_titles(dict(zip(titles, cells, strict=True)))
    return [cell if title in used else "" for title, cell in zip(titles, cells, strict=True)]


def _blank(titles: Sequence[str], above: Sequence[str]) -> list[str]:
    """A new row; among the criteria it is of the kind of the one above and stands in the same group."""
    kept = (tree.ROW, tree.PARENT) if above else ()
    return [above[at] if title in kept else "" for at, title in enumerate(titles)]


@page("/bo-tieu-chi/thay-doi", OFFICE)
def criteria_changes() -> Any:
    """What the draft would change, in words, and the button that saves it."""
    edit: SetEdit = site().ask(ANNUAL, "opened_set_edit")
    wrong, left = _wrong(edit), _left(edit)
    places = [place for place in (*(at for _, at, _ in wrong), *(at for _, at in left)) if place]
    return render_template(
        "criteria_changes.html",
        edit=edit,
        wrong=wrong,
        left=left,
        going_on=next(iter(places), url_for("criteria_editing")),
    )


@page("/bo-tieu-chi/luu", OFFICE, "POST", screen="criteria_changes")
def criteria_saved() -> Any:
    """The draft becomes the set."""
    again = request.form.get("lam_lai") == "1"
    taken = site().ask(ANNUAL, "take_set_edit", request.form.get("ban", 0, type=int), again=again)
    return redirect(url_for("criteria_set", da_luu="lai" if again else str(len(taken.kept))), 303)


@page("/bo-tieu-chi/bo", OFFICE, "POST", screen="criteria_changes")
def criteria_dropped() -> Any:
    """The draft is thrown away."""
    site().ask(ANNUAL, "drop_set_edit")
    return redirect(url_for("criteria_set"), 303)
