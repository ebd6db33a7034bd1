"""What the office answers a unit on a fresh form: cells in colour with a comment, and the sheet "Cần sửa".

A mark fades by itself once its cell is mended, so that the form can be printed and signed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from scoring.catalogue import CATALOGUE
from scoring.criteria.units import Unit
from scoring.findings import ASKED, Finding, Place, counted, neighbours, one_line
from scoring.intake.checks.excel import blank
from scoring.intake.layout import CLEAN
from scoring.rules.base import excel_number, excel_text
from scoring.sheets.address import quoted
from scoring.sheets.form import FormSheet
from scoring.sheets.look import AMBER, FORM_LINK, GREEN, MUTED, NOTICE, RED, RED_TINT, Look
from scoring.sheets.measure import Fitted, row_height
from scoring.xlsx.grid import Value

FEEDBACK = "Cần sửa"
OPEN, DONE, RESTORED = "Chưa sửa", "Đã sửa", "Đã chữa sẵn"

_COLUMNS = (
    ("STT", 6.0),
    ("Mức", 9.0),
    ("Trang", 18.0),
    ("Ô", 8.0),
    ("Tiêu chí", 26.0),
    ("Nội dung", 46.0),
    ("Cách sửa", 46.0),
    ("Tình trạng", 14.0),
)
_WIDTHS = tuple(width for _, width in _COLUMNS)
_INTRO_ROW, _COUNT_ROW, _HEAD_ROW = 3, 4, 5
_STATUS = len(_COLUMNS) - 1
_COMPARED = 100


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding as the unit gets it back; its place is a cell of the fresh form, or none.

    ``about`` names the criterion or the part. ``holds`` is what the cell holds, ``check`` the cell beside
    it where the form itself says "Đạt" once all is well (nothing where the form cannot know).
    ``restored``: the fresh form is in order here, nothing is left to do.
    """

    finding: Finding
    about: str = ""
    holds: Value | None = None
    check: str = ""
    restored: bool = False

    @property
    def is_marked(self) -> bool:
        """True where a cell has to be mended."""
        return bool(self.finding.place.cell) and not self.restored

    def still_open(self, sheet: str = "") -> str:
        """An Excel condition: the cell is unchanged, and its row still has an error."""
        prefix = f"'{sheet}'!" if sheet else ""
        same = _holds(prefix + self.finding.place.cell, self.holds)
        return f"AND({same},{prefix}{self.check}<>{excel_text(CLEAN)})" if self.check else same


def _holds(cell: str, value: Value | None) -> str:
    if isinstance(value, Decimal):
        return f"IF(ISNUMBER({cell}),{cell}={excel_number(value)},FALSE)"
    if isinstance(value, date):
        return f"IF(ISNUMBER({cell}),{cell}=DATE({value.year},{value.month},{value.day}),FALSE)"
    text = str(value or "")
    if not text.strip():
        return blank(cell)
    # No text in a formula may be longer than 255 letters or hold a line break.
    start = text.splitlines()[0][:_COMPARED]
    same = f"AND(LEN({cell})={len(text)},EXACT(LEFT({cell},{len(start)}),{excel_text(start)}))"
    return f"IF(ISERROR({cell}),FALSE,{same})"


@dataclass(frozen=True, slots=True)
class Leftover:
    """Words that the unit wrote where the form has no cell for them, and where they stood."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """All that a unit reads: ``intro`` in sentences, remarks errors first, words that found no cell.

    ``until``: by when to send the form back, in words after a space. ``again``: it has to be sent back,
    which follows from where the unit stands and not from what is left to mend: what the fresh form has put
    in order still has to arrive. ``returned``: why the office sent the form back by a decision.
    """

    office: str
    intro: str
    until: str
    remarks: tuple[Remark, ...]
    leftovers: tuple[Leftover, ...] = ()
    again: bool = True
    returned: str = ""

    @property
    def errors(self) -> int:
        """How many things the unit has to mend."""
        return sum(remark.finding.is_error and not remark.restored for remark in self.remarks)

    @property
    def blanks(self) -> int:
        """How many of them are cells that nobody has filled."""
        return sum(
            remark.is_marked and remark.finding.is_error and bool(CATALOGUE[remark.finding.code].together)
            for remark in self.remarks
        )

    @property
    def warnings(self) -> int:
        """How many things the unit should look at."""
        return sum(not remark.finding.is_error and not remark.restored for remark in self.remarks)

    @property
    def restored(self) -> int:
        """How many things the fresh form has put in order by itself."""
        return sum(remark.restored for remark in self.remarks)

    @property
    def counts(self) -> str:
        """``2 lỗi, 1 lưu ý, trong đó 1 chỗ đã chữa sẵn``: all that was found, as other screens count it."""
        found = counted(remark.finding for remark in self.remarks)
        return f"{found}, trong đó {self.restored} chỗ đã chữa sẵn" if self.restored else found


# The cells


def mark_cells(sheets: Iterable[FormSheet], feedback: Feedback) -> None:
    """Colour every cell that has to be mended, as long as it is not, with a comment that says how."""
    by_name = {str(sheet.raw.name): sheet for sheet in sheets}
    cells: dict[Place, list[Remark]] = {}
    for remark in feedback.remarks:
        if remark.is_marked and remark.finding.place.sheet in by_name:
            cells.setdefault(remark.finding.place, []).append(remark)
    for place, here in cells.items():
        _mark(by_name[place.sheet], place.cell, here, feedback.office)


def _mark(sheet: FormSheet, cell: str, here: list[Remark], office: str) -> None:
    for remark in here:
        style = sheet.style.problem() if remark.finding.is_error else sheet.style.notice()
        sheet.colour(cell, (remark.still_open(), style))
    text = "\n".join((f"{office}:", *map(_told, here)))
    colour = RED_TINT if any(remark.finding.is_error for remark in here) else NOTICE
    sheet.note(cell, text, office, colour)


def _told(remark: Remark) -> str:
    found = remark.finding
    return f"{found.severity.label}: {found.message}\nCách sửa: {found.remedy}"


# The sheet


def write_feedback(sheet: FormSheet, unit: Unit, feedback: Feedback) -> None:
    """Write the sheet: every remark with a link to its cell and a state that follows the cell."""
    style, last = sheet.style, _STATUS
    sheet.set_widths(_WIDTHS)
    sheet.heading("NỘI DUNG CẦN SỬA", last)
    sheet.merge(1, 0, last, unit.name, style(align="center", bold=True))
    sheet.show_banner(last)
    sheet.merge(_INTRO_ROW, 0, last, feedback.intro, style(align="left"))
    sheet.raw.set_row(_INTRO_ROW, row_height(Fitted(feedback.intro, sum(_WIDTHS))))
    sheet.header(_HEAD_ROW, (title for title, _ in _COLUMNS), 24)
    lines = list(neighbours(feedback.remarks, _finding, ASKED))
    for number, remarks in enumerate(lines, 1):
        _line(sheet, _HEAD_ROW + number, number, remarks)
    _count(sheet, lines)
    _leftovers(sheet, _HEAD_ROW + len(lines) + 2, feedback.leftovers)
    sheet.raw.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.raw.repeat_rows(_HEAD_ROW)
    sheet.raw.activate()


def _finding(remark: Remark) -> Finding:
    """What stands alone where nothing is left to mend in a cell."""
    return remark.finding if remark.is_marked else replace(remark.finding, place=Place())


def _line(sheet: FormSheet, row: int, number: int, remarks: Sequence[Remark]) -> None:
    remark, *others = remarks
    style, found = sheet.style, one_line([each.finding for each in remarks])
    about, told = remark.about, found.message
    if others:  # the link leads to the first cell, the words name them all
        about, told = found.criterion, f"{found.message.removesuffix('.')}: {found.place.cell}."
    colour = RED if found.is_error else AMBER
    centred = style.cell(align="center")
    sheet.put(row, 0, number, centred)
    sheet.put(row, 1, found.severity.label, style.cell(align="center", bold=True, font_color=colour))
    sheet.put(row, 2, found.place.sheet, centred)
    _link(sheet, row, 3, remark.finding.place)
    sheet.put(row, 4, about, style.cell())
    sheet.put(row, 5, told, style.cell())
    sheet.put(row, 6, found.remedy, style.cell())
    bold = style.cell(align="center", bold=True)
    if remark.is_marked:
        still_open = ",".join(each.still_open(found.place.sheet) for each in remarks)
        state = f'IF(OR({still_open}),"{OPEN}","{DONE}")'
        sheet.put_formula(row, _STATUS, state, bold, OPEN)
    else:
        sheet.put(row, _STATUS, RESTORED if remark.restored else None, bold)
    texts = zip((about, told, found.remedy, found.place.sheet), _TEXT_WIDTHS, strict=True)
    sheet.raw.set_row(row, row_height(*(Fitted(text, width) for text, width in texts), least=24))


_TEXT_WIDTHS = (*_WIDTHS[4:7], _WIDTHS[2])


def _link(sheet: FormSheet, row: int, column: int, place: Place) -> None:
    if place.cell:
        style = sheet.style.cell(align="center", font_color=FORM_LINK)
        sheet.put_link(row, column, f"{quoted(place.sheet)}!{place.cell}", place.cell, style)
    else:
        sheet.put(row, column, None, sheet.style.cell())


def _count(sheet: FormSheet, lines: Sequence[tuple[Remark, ...]]) -> None:
    first, last = _HEAD_ROW + 2, _HEAD_ROW + 1 + max(len(lines), 1)
    open_errors = f'COUNTIFS(B{first}:B{last},"Lỗi",H{first}:H{last},"{OPEN}")'
    shown = f'IF({open_errors}=0,"Các mục lỗi đã được sửa","Còn "&{open_errors}&" mục lỗi chưa sửa")'
    left = sum(remark.is_marked and remark.finding.is_error for remark, *_ in lines)
    cached = f"Còn {left} mục lỗi chưa sửa"
    if left:
        sheet.merge(_COUNT_ROW, 0, _STATUS, "", sheet.style(bold=True))
        sheet.put_formula(_COUNT_ROW, 0, shown, sheet.style(bold=True), cached)
    span = f"H{first}:H{last}"
    for word, style in ((OPEN, sheet.style.problem()), (DONE, sheet.style.clean())):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": style}
        sheet.raw.conditional_format(span, rule)


def _leftovers(sheet: FormSheet, row: int, leftovers: tuple[Leftover, ...]) -> None:
    if not leftovers:
        return
    style = sheet.style
    sheet.merge(row, 0, _STATUS, _LEFT_TITLE, style(bold=True, font_color=GREEN))
    sheet.merge(row + 1, 0, _STATUS, _LEFT_HINT, style(italic=True, font_color=MUTED))
    look = Look(align="left", indent=1)
    for number, left in enumerate(leftovers, 1):
        line = row + 1 + number
        sheet.put(line, 0, number, style.cell(align="center"))
        sheet.merge(line, 1, 2, left.place.sheet, style.cell(**look))
        sheet.put(line, 3, left.place.cell, style.cell(align="center"))
        sheet.merge(line, 4, _STATUS, left.text, style.cell(**look))
        sheet.raw.set_row(line, row_height(Fitted(left.text, sum(_WIDTHS[4:])), least=20))


_LEFT_TITLE = "Nội dung khác trong tệp đã gửi, chưa có chỗ trong biểu này"
_LEFT_HINT = "Trang và ô là của tệp đã gửi. Nội dung nào còn cần thì chép vào ô phù hợp của biểu này."


def asks_live(finding: Finding) -> bool:
    """True where the form itself says so as well, in its column "Kiểm tra"."""
    return CATALOGUE[finding.code].live
