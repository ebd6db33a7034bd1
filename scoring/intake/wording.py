"""N15 and N16: words of a form that hold other letters than people see."""

from collections.abc import Iterator

from scoring.findings import Finding, Place, finding
from scoring.intake.lookalikes import legacy, untwinned, with_dyet
from scoring.intake.model import FilledForm, Identity, task_key
from scoring.intake.normalise import show
from scoring.text import clean
from scoring.xlsx.grid import Sheet, Workbook, address_of

_WORDS = ("number", "summary", "explanation")
_SIGNED = ("preparer", "head")


def wording(book: Workbook, identity: Identity, form: FilledForm) -> Iterator[Finding]:
    """Both findings for every cell that holds words of the unit, in the order of the form."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for place, criterion, is_code in _places(identity, form):
        sheet = sheets.get(place.sheet)
        if sheet and place.cell and not sheet.text(address_of(place.cell)).isascii():
            yield from _of_cell(sheet, place, criterion, is_code)


def _places(identity: Identity, form: FilledForm) -> Iterator[tuple[Place, str, bool]]:
    """The cell, the criterion it belongs to, and whether it is a code or a name, where a letter decides."""
    yield identity.place, "", True
    for key in _SIGNED:
        yield form.sign_off.places.get(key, Place()), "", False
    for row in form.rows.values():
        for key in _WORDS:
            yield row.places.get(key, Place()), row.code, key == "number"
    for task in form.tasks:
        yield form.stated_places.get(task_key(task.code, "result"), Place()), "", False
    for key in form.report:
        yield form.stated_places.get(key, Place()), "", False


def _of_cell(sheet: Sheet, place: Place, criterion: str, is_code: bool) -> Iterator[Finding]:
    at = address_of(place.cell)
    text = sheet.text(at)
    old = legacy(text, sheet.fonts.get(at, ""))
    if old:
        yield finding("N15", place, criterion=criterion, found=old.encoding, expected=show(old.meant))
        return
    if with_dyet(untwinned(text) if is_code else text) == text:
        return
    plain = clean(text)  # which takes Ð as Đ where that is certain
    meant = with_dyet(untwinned(plain) if is_code else plain)
    if meant != plain:
        pairs = zip(plain, meant, strict=True)
        odd = dict.fromkeys(letter for letter, latin in pairs if letter != latin)
        letters = ", ".join(f"{letter} U+{ord(letter):04X}" for letter in odd)
        yield finding(
            "N16", place, criterion=criterion, found=show(text), letters=letters, expected=show(meant)
        )
