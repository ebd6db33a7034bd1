"""M05 and M07: in the place of a document's number stands a day, or what can hardly be a number of one."""

from collections.abc import Iterator

from scoring.findings import Finding
from scoring.intake.checks.base import UNSHOWN, Asked, Cells, Live
from scoring.intake.checks.excel import all_of, without
from scoring.intake.checks.words import tell
from scoring.intake.layout import COLUMNS
from scoring.intake.model import Row
from scoring.intake.papers import FIRST_SERIAL, LAST_SERIAL, is_like_a_day, is_like_an_amount

_LABEL = next(column.title for column in COLUMNS if column.key == "number")
_A_DAY = "tháng"


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """One finding; of a day reading has said the same in better words."""
    if is_like_a_day(row.evidence.number):
        yield tell("M05", asked, row, "number", label=_LABEL, found=_A_DAY, proposal="")
    if is_like_an_amount(row.evidence.number):
        yield tell("M07", asked, row, "number", label=_LABEL, found=row.evidence.number)


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form; a day that Excel made is a number there."""
    cell = cells["number"]
    readable, serial = f"NOT(ISERROR({cell}))", f"AND({cell}>={FIRST_SERIAL},{cell}<={LAST_SERIAL})"
    digits = without("/.-", f"TRIM({cell})")
    marks = f"LEN(TRIM({cell}))-LEN({digits})=2"
    text = all_of(marks, f"AND(LEN({digits})>5,LEN({digits})<9)", f"ISNUMBER(VALUE({digits}))")
    day = all_of(readable, f"IF(ISNUMBER({cell}),{serial},{text})")
    yield Live(day, tell("M05", asked, label=_LABEL, found=_A_DAY, proposal=""))
    digits = without(".,", f"TRIM({cell})")
    amount = all_of(readable, f"LEN(TRIM({cell}))-LEN({digits})=1", f"ISNUMBER(VALUE({digits}))")
    yield Live(amount, tell("M07", asked, label=_LABEL, found=UNSHOWN))
