"""The fresh form of one unit: its own answers, every finding where it now stands, nothing else wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from scoring.catalogue import Severity
from scoring.criteria.schema import Criterion
from scoring.criteria.units import Unit
from scoring.exchange import in_memory
from scoring.findings import Finding, Place, weigh
from scoring.forms import Prefill, write_form
from scoring.forms.feedback.carried import carried
from scoring.forms.feedback.leftovers import leftovers
from scoring.forms.info import check_cell
from scoring.forms.marks import Feedback, Remark, asks_live
from scoring.forms.plan import FormPlan
from scoring.intake.folder import Desk, read_book
from scoring.intake.identity import identify
from scoring.intake.layout import (
    INFO,
    SCORES,
    as_criterion,
    field_code,
    is_own_row,
)
from scoring.intake.locate import all_words
from scoring.intake.model import FilledForm, Receipt, TaskProgress
from scoring.opening.opened import open_bytes
from scoring.sheets.safe import safe
from scoring.standing.which_form import FileToAnswer
from scoring.xlsx.grid import Sheet, Workbook, address_of

_NOT_OF_THE_FORM = ("T", "D")
_STRUCTURE = ("B", "C", "D07")
_LOST = ("N10", "N11")
"""An error value and a formula without a result are no words: where the fresh cell may stay blank, the unit
still learns that what it wrote there is gone."""
_UNIT = ("", "unit")

Key = tuple[str, str]
"""Code of a criterion or a condition (nothing for the other sheets), and the part of it."""
Earlier = Mapping[str, tuple[TaskProgress, ...]]
"""A unit's tasks by earlier period."""
NOTHING: Earlier = MappingProxyType({})
NO_FILES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answer:
    """The feedback form and what it says."""

    content: bytes
    feedback: Feedback


def answer(
    desk: Desk,
    unit: Unit,
    sent: FileToAnswer,
    until: str,
    earlier: Earlier = NOTHING,
    files: Mapping[str, str] = NO_FILES,
) -> Answer:
    """The unit's feedback form. ``until``: by when it is to be sent back, in words after a space;
    ``earlier``: what the unit reported of its tasks earlier in the year, by period, as in its first form;
    ``files``: the names of its evidence files by criterion.

    The form is first written without a mark and read by the tool itself: what is then found is what the
    unit still has to mend, and stands in the cells where it will be found again.
    """
    form, workbook = sent.form, sent.workbook
    filled = Prefill.continuing(earlier)
    if form and workbook:
        filled = replace(carried(form, workbook, sent.sending), earlier=earlier)
    filled = replace(filled, files=files)
    fresh = _Fresh(desk, unit, _written(desk, unit, filled, None))
    if form and workbook:
        told = _Joined(form, workbook, fresh)
        remarks = [told.remark(found) for found in sent.findings]
        remarks += map(fresh.remark, _unsaid(fresh, remarks))
        left = leftovers(form, workbook, fresh.book)
    else:
        remarks = [Remark(replace(found, place=Place())) for found in sent.findings]
        left = ()
    ordered = sorted(remarks, key=lambda r: (r.restored, not r.finding.is_error))
    told_unit = tuple(fresh.named(remark) for remark in ordered)
    again = sent.again or any(remark.finding.is_error and not remark.restored for remark in told_unit)
    intro = _intro(desk, sent, until, again)
    office = desk.roster.criteria.office
    feedback = Feedback(office, intro, until, told_unit, left, again, safe(sent.returned))
    return Answer(_written(desk, unit, filled, feedback), feedback)


def _written(desk: Desk, unit: Unit, filled: Prefill, feedback: Feedback | None) -> bytes:
    return in_memory(write_form, desk.roster, unit, period=desk.period, filled=filled, feedback=feedback)


class _Fresh:
    """The fresh form as the tool reads it."""

    def __init__(self, desk: Desk, unit: Unit, content: bytes) -> None:
        opened = open_bytes(content)
        if opened.workbook is None:
            raise ValueError(f"{unit.code}: the tool cannot open its own form")
        self.book: Workbook = opened.workbook
        receipt = read_book(opened, self.book, desk)
        found = tuple(weigh(receipt.findings, desk.roster.criteria.severities))
        self.receipt: Receipt = replace(receipt, findings=found)
        if self.receipt.form is None:
            raise ValueError(f"{unit.code}: the tool cannot read its own form")
        self.form: FilledForm = self.receipt.form
        self.places = _places(self.form, self.book)
        self._desk, self._plan = desk, FormPlan(desk.roster, unit)
        self._sheets: Mapping[str, Sheet] = {sheet.name: sheet for sheet in self.book.sheets}

    def remark(self, found: Finding) -> Remark:
        """A finding whose place is a cell of the fresh form."""
        cell = found.place.cell
        if not cell:
            return Remark(found)
        holds = self._sheets[found.place.sheet].cells.get(address_of(cell))
        return Remark(found, holds=holds, check=self._check(found) if asks_live(found) else "")

    def _check(self, found: Finding) -> str:
        """The cell of "Kiểm tra" beside it."""
        if found.place.sheet == INFO:
            return check_cell(found.place.cell)
        criterion = self._criterion(found.criterion)
        return self._plan.cells(criterion)["check"] if criterion and found.place.sheet == SCORES else ""

    def _criterion(self, code: str) -> Criterion | None:
        roster = self._desk.roster
        condition = next((c for c in roster.criteria.conditions if c.code == code), None)
        return as_criterion(condition) if condition else roster.criteria.criteria.get(code)

    def answer_cell(self, code: str, row_code: str) -> Place:
        """Where a criterion is answered: the field whose row is ``row_code``, else the first."""
        criterion, row = self._criterion(code), self.form.rows.get(code)
        if criterion is None or row is None:
            return Place()
        fields = criterion.fields
        wanted = [f.key for f in fields if is_own_row(criterion) and field_code(criterion, f.key) == row_code]
        return next(
            (row.places[key] for key in (*wanted, *(f.key for f in fields)) if key in row.places), Place()
        )

    def named(self, remark: Remark) -> Remark:
        """The remark with the words of its criterion, and every text fit for a workbook."""
        found = remark.finding
        criterion = self._criterion(found.criterion)
        about = f"{found.criterion}. {criterion.text}" if criterion else ""
        clean = replace(found, message=safe(found.message), remedy=safe(found.remedy))
        return replace(remark, finding=clean, about=safe(about))


def _places(form: FilledForm, book: Workbook) -> dict[Key, Place]:
    """The cell of every part that a finding may speak of."""
    found = {(code, key): place for code, row in form.rows.items() for key, place in row.places.items()}
    found |= {("", key): place for key, place in form.sign_off.places.items()}
    found |= {("", key): place for key, place in form.stated_places.items()}
    identity = identify(all_words(book))
    return found | ({_UNIT: identity.place} if identity else {})


class _Joined:
    """Leads from the cells of the sent file to those of the fresh form, by what stands in them."""

    def __init__(self, form: FilledForm, sent: Workbook, fresh: _Fresh) -> None:
        self._fresh = fresh
        self._keys = {place: key for key, place in _places(form, sent).items() if place.cell}
        self._left = {(f.code, f.place) for f in fresh.receipt.findings}
        self._wrong = {f.place for f in fresh.receipt.findings if f.is_error and f.place.cell}

    def remark(self, found: Finding) -> Remark:
        """The finding at its new cell; ``restored`` where the fresh form has nothing wrong there."""
        place = self._place(found)
        moved = replace(found, place=place)
        if (found.code, place) in self._left or (found.is_error and place in self._wrong):
            return self._fresh.remark(moved)
        if found.code in _LOST and place.cell:
            return self._fresh.remark(replace(moved, severity=Severity.WARNING))
        if found.code == "B09" or (
            found.code.startswith(_NOT_OF_THE_FORM) and not found.code.startswith(_STRUCTURE)
        ):
            return Remark(replace(found, place=Place()))
        return Remark(moved, restored=True)

    def _place(self, found: Finding) -> Place:
        key = self._keys.get(found.place)
        if key in self._fresh.places and key is not None:
            return self._fresh.places[key]
        return self._fresh.answer_cell(found.criterion, found.expected)


def _unsaid(fresh: _Fresh, remarks: list[Remark]) -> Iterator[Finding]:
    """What shows only in the fresh form, such as answers that stood on a sheet that was deleted."""
    said = {remark.finding.place for remark in remarks if remark.is_marked}
    heavy = {remark.finding.place for remark in remarks if remark.is_marked and remark.finding.is_error}
    return (f for f in fresh.receipt.findings if f.place not in (heavy if f.is_error else said))


def _intro(desk: Desk, sent: FileToAnswer, until: str, again: bool) -> str:
    criteria = desk.roster.criteria
    file = safe(sent.receipt.file)
    back = f"gửi lại {criteria.office}{until}"
    if sent.form is None:
        return (
            f"Tệp “{file}” chưa đọc được theo các lý do dưới đây. Chép câu trả lời sang biểu này "
            f"(còn trống), lưu rồi {back}."
        )
    last = f"Sửa xong, lưu rồi {back}." if again else f"Không bắt buộc gửi lại; nếu sửa thì lưu rồi {back}."
    sent_back = f"Lý do trả biểu: {safe(sent.returned).rstrip('.')}. " if sent.returned else ""
    return (
        f"{sent_back}Biểu này đã điền sẵn câu trả lời của đơn vị trong tệp “{file}”. Sửa các ô được tô màu "
        "(đỏ: lỗi; vàng: lưu ý), để con trỏ vào ô để xem ghi chú; bấm địa chỉ ở cột “Ô” để đến ô đó. "
        f"Ô đã sửa thì hết màu. {last} “Lần gửi” đã được tăng sẵn."
    )
