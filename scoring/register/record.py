"""One line of the register: who decided what, when, about whom, and why. Never changed, never deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

VIETNAM = timezone(timedelta(hours=7), "ICT")


class Action(StrEnum):
    """What a line records; the words are those of the printed log. ``values`` are listed with each."""

    SET_USED = "dùng bộ tiêu chí"  # set, hash
    RECEIVED = "nhận tệp"  # file, sha256, readable ("1" or "")
    ARRIVED = "ghi ngày nhận"  # day (ISO): the official's word, stronger than RECEIVED
    VERIFIED = "thẩm định"  # points, self, answer, verifier, round, book (sha256); superior points as well
    ADOPTED = "công nhận điểm tự chấm"  # criterion "" = all that nobody verified
    EXEMPTED = "miễn tiêu chí"  # criterion: of a criterion or of a group
    DISQUALIFIED = "không đủ điều kiện"
    REOPENED = "mở lại biểu"  # sha256 of the form that is sent back
    LEFT_OUT = "không xếp loại"  # what becomes of a unit that is still open when the year is closed
    REVOKED = "hủy quyết định"  # seq of the line that no longer holds
    FROZEN = "chốt kết quả"  # edition, manifest (sha256)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be recorded. ``unit`` and ``criterion`` are codes, ``year`` that of the criteria set."""

    action: Action
    year: int
    period: str = ""
    unit: str = ""
    criterion: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A line as it stands in the register; ``seq`` grows, ``at`` is UTC.

    ``digest`` (sha256) covers the line and all before it: two registers with the same are the same.
    """

    seq: int
    at: datetime
    who: str
    draft: Draft
    digest: str = ""

    @property
    def day(self) -> date:
        """The calendar day in Việt Nam, which is what deadlines are about."""
        return self.at.astimezone(VIETNAM).date()
