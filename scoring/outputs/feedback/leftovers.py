"""Words of the unit for which the form has no cell: in rows of its own, in doubled rows, beside the table."""

from collections.abc import Iterator

from scoring.findings import Place
from scoring.inputs.form.feedback import Leftover
from scoring.inputs.grid import Sheet, Workbook, address_of
from scoring.inputs.layout import STAMP
from scoring.inputs.locate import words_of
from scoring.inputs.model import FilledForm
from scoring.inputs.normalise import is_blank, paragraphs
from scoring.outputs.safe import safe

_NOT_WORDS = ("text", "score", "top")
_WHOLE_ROWS = ("C02", "C03")
_MOST = 300


def leftovers(form: FilledForm, sent: Workbook, fresh: Workbook) -> tuple[Leftover, ...]:
    """Every text of the sent file that the fresh form does not show, a row at a time.

    Rows that answer no criterion are told whole, figures included. Formulas, titles and answers that were
    understood are no leftovers.
    """
    known = {words_of(v) for sheet in fresh.sheets for v in sheet.cells.values() if isinstance(v, str)}
    carried, odd = _carried(form), _odd_rows(form)
    found: list[Leftover] = []
    for sheet in sent.sheets:
        if sheet.name != STAMP:
            found += _of_sheet(sheet, known, carried, odd)
    more = len(found) - _MOST
    if more > 0:
        found[_MOST:] = [Leftover(Place(), f"… và {more} dòng khác, xem tệp đã gửi.")]
    return tuple(found)


def _carried(form: FilledForm) -> set[Place]:
    """The cells whose content stands in the fresh form, or whose finding tells it."""
    rows = (row.places.items() for row in form.rows.values())
    own = {place for items in rows for key, place in items if key not in _NOT_WORDS}
    return own | set(form.sign_off.places.values()) | set(form.stated_places.values())


def _odd_rows(form: FilledForm) -> set[tuple[str, int]]:
    return {
        (found.place.sheet, address_of(found.place.cell)[0])
        for found in form.findings
        if found.code in _WHOLE_ROWS and found.place.cell
    }


def _of_sheet(
    sheet: Sheet, known: set[str], carried: set[Place], odd: set[tuple[str, int]]
) -> Iterator[Leftover]:
    rows: dict[int, list[int]] = {}
    for row, column in sorted(sheet.cells):
        if not is_blank(sheet.cells[row, column]):
            rows.setdefault(row, []).append(column)
    for row, columns in rows.items():
        whole = (sheet.name, row) in odd
        unknown = [c for c in columns if _is_unknown(sheet, row, c, known, carried)]
        told = columns if whole else unknown
        if told:
            words = " · ".join(paragraphs(sheet.cells[row, column]) for column in told)
            yield Leftover(sheet.place((row, told[0])), safe(words))


def _is_unknown(sheet: Sheet, row: int, column: int, known: set[str], carried: set[Place]) -> bool:
    value = sheet.cells[row, column]
    return (
        isinstance(value, str) and words_of(value) not in known and sheet.place((row, column)) not in carried
    )
