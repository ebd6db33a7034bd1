"""Which days may stand on a form; the same limits hold while it is filled and when it is read."""

from datetime import date, timedelta
from typing import NamedTuple

from scoring.criteria.issued import Period
from scoring.intake.once import once_each

_TEN_YEARS, _A_YEAR = timedelta(days=3660), timedelta(days=366)
_FIRST_DAY = date(1899, 12, 30)


class Days(NamedTuple):
    """From the first day to the last, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


@once_each(64)
def of_documents(period: Period) -> Days:
    """A document is often older than the period, never much younger."""
    return Days(period.start - _TEN_YEARS, period.end + _A_YEAR)


def of_signing(period: Period) -> Days:
    """A form is signed in its period or, late, within the year after it."""
    return Days(period.start, period.end + _A_YEAR)


@once_each(64)
def near(period: Period) -> Days:
    """The period with a year around it: what a day typed by mistake falls into."""
    return Days(period.start - _A_YEAR, period.end + _A_YEAR)


def serial(day: date) -> int:
    """The number that a spreadsheet keeps for a day."""
    return (day - _FIRST_DAY).days


def day_of(number: int) -> date:
    """The day of such a number."""
    return _FIRST_DAY + timedelta(days=number)
