"""N15 and N16: words of a form that hold other letters than people see."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scoring.findings import Finding, Place, finding
from scoring.intake.lookalikes import all_sound, legacy, untwinned, with_dyet
from scoring.intake.model import FilledForm, Identity, task_key
from scoring.intake.normalise import show
from scoring.opening.opened import place_of
from scoring.text import clean
from scoring.xlsx.grid import Address, Sheet, Workbook, address_of

_WORDS = ("number", "summary", "explanation")
_SIGNED = ("preparer", "head")
_Cell = tuple[str, Address, str, bool]


def wording(book: Workbook, identity: Identity, form: FilledForm) -> Iterator[Finding]:
    """Both findings for every cell that holds words of the unit, in the order of the form."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    cells = [
        _Words(sheet, at, text, criterion, is_code)
        for name, at, criterion, is_code in _places(identity, form)
        if (sheet := sheets.get(name)) and not (text := sheet.text(at)).isascii()
    ]
    fonts = {cell.sheet.fonts.get(cell.at, "") for cell in cells}
    if not all_sound((cell.text for cell in cells), fonts):
        for cell in cells:
            yield from _of_cell(cell)


class _Words(NamedTuple):
    """A cell with words beyond ASCII; ``is_code``: where a letter decides, as in a code or a name."""

    sheet: Sheet
    at: Address
    text: str
    criterion: str
    is_code: bool


def _places(identity: Identity, form: FilledForm) -> Iterator[_Cell]:
    """Sheet and address, the criterion it belongs to, and whether it is a code."""
    signed = [form.sign_off.places.get(key) for key in _SIGNED]
    yield from _found([identity.place], is_code=True)
    yield from _found(signed)
    for row in form.rows.values():
        for key in _WORDS:
            if at := row.places.at.get(key):
                yield row.places.sheet, at, row.code, key == "number"
    keys = (*(task_key(task.code, "result") for task in form.tasks), *form.report)
    yield from _found(map(form.stated_places.get, keys))


def _found(places: Iterable[Place | None], *, is_code: bool = False) -> Iterator[_Cell]:
    """Those that stand somewhere; they belong to no criterion."""
    for place in places:
        if place and place.cell:
            yield place.sheet, address_of(place.cell), "", is_code


def _of_cell(cell: _Words) -> Iterator[Finding]:
    text, place = cell.text, place_of(cell.sheet, cell.at)
    old = legacy(text, cell.sheet.fonts.get(cell.at, ""))
    if old:
        yield finding("N15", place, criterion=cell.criterion, found=old.encoding, expected=show(old.meant))
        return
    if with_dyet(untwinned(text) if cell.is_code else text) == text:
        return
    plain = clean(text)  # which takes Ð as Đ where that is certain
    meant = with_dyet(untwinned(plain) if cell.is_code else plain)
    if meant != plain:
        pairs = zip(plain, meant, strict=True)
        odd = dict.fromkeys(letter for letter, latin in pairs if letter != latin)
        letters = ", ".join(f"{letter} U+{ord(letter):04X}" for letter in odd)
        told = {"found": show(text), "letters": letters, "expected": show(meant)}
        yield finding("N16", place, criterion=cell.criterion, **told)
