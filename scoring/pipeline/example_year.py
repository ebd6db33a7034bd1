"""What the example's office recorded during its year, so that the example reads the same on every day."""

from dataclasses import replace
from datetime import date, datetime, time

from scoring.example import LATE, RECEIVED
from scoring.pipeline.consolidation import check
from scoring.pipeline.intake import record_intake
from scoring.pipeline.office import Office
from scoring.pipeline.records import Voice, receive
from scoring.register import VIETNAM

OFFICIAL = "Cán bộ tổng hợp (ví dụ)"


def record_example(office: Office) -> None:
    """Record when the example's forms came. A register that is there already is left as it is."""
    if office.register.exists:
        return
    for period, day in RECEIVED.items():
        here = replace(office, period=period)
        record_intake(here, check(here, [here.inbox]), OFFICIAL, _noon(day))
    for unit, day in LATE.items():
        voice = Voice("Đơn vị gửi biểu sau hạn (ví dụ)", who=OFFICIAL, now=_noon(day))
        receive(office, [unit], day, voice)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), VIETNAM)
