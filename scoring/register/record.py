"""One line of the register: who decided what, when, about whom, and why. Never changed, never deleted."""

import getpass
from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from scoring.dataclass import dataclass

VIETNAM = timezone(timedelta(hours=7), "ICT")


class Action(StrEnum):
    """What a line records; the words are those of the printed log. See :mod:`scoring.register.actions`."""

    SET_USED = "dùng bộ tiêu chí"
    FORM_SENT = "gửi biểu"
    RECEIVED = "nhận tệp"
    ARRIVED = "ghi ngày nhận"
    VERIFIED = "thẩm định"
    ATTACHED = "gửi tài liệu kiểm chứng"
    EXPLAINED = "đơn vị giải trình"
    ADOPTED = "công nhận điểm tự chấm"
    EXEMPTED = "miễn tiêu chí"
    DISQUALIFIED = "không đủ điều kiện"
    CONDITION_DECIDED = "quyết định điều kiện"
    REOPENED = "mở lại biểu"
    LEFT_OUT = "không xếp loại"
    CLASSED = "quyết định xếp loại"
    QUOTA_ACCEPTED = "chấp nhận vượt hạn mức"
    REVOKED = "hủy quyết định"
    APPROVED = "phê duyệt"
    SENT_BACK = "trả lại"
    FROZEN = "chốt kết quả"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be recorded. ``unit`` and ``criterion`` are codes, ``year`` that of the criteria set.

    ``values`` are the action's own: only :mod:`scoring.register.actions` knows their keys.
    """

    action: Action
    year: int
    period: str = ""
    unit: str = ""
    criterion: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    document: str = ""


def signed_by(who: str) -> str:
    """The name under which a line is written: that which was said, else the one of the computer's user."""
    return who or getpass.getuser()


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
