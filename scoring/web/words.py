"""The words and filters that all screens share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from scoring.criteria.reports import Report
from scoring.engine.model import State
from scoring.errors import on_page
from scoring.findings import counted, folded
from scoring.register import VIETNAM
from scoring.text import on_one_line, show_date, show_number

TONES: Mapping[State, str] = {
    State.NOT_SUBMITTED: "waiting",
    State.NO_FORM: "waiting",
    State.TO_MEND: "bad",
    State.VALID: "going",
    State.VERIFIED: "good",
    State.OUTSIDE: "off",
    State.INELIGIBLE: "bad",
    State.NOTHING_ASKED: "off",
    State.LEFT_OUT: "off",
}
NEXT: Mapping[State, str] = {
    State.NOT_SUBMITTED: "Chờ đơn vị nộp",
    State.NO_FORM: "Chờ đơn vị gửi biểu Excel",
    State.TO_MEND: "Đơn vị sửa rồi nộp lại",
    State.VALID: "Chờ thẩm định",
    State.OUTSIDE: "",
    State.NOTHING_ASKED: "Xem lại danh sách miễn tiêu chí",
    State.LEFT_OUT: "",
}
JUDGED = (State.VERIFIED, State.INELIGIBLE)
"""What comes next for these depends on how far their block is."""
OWN_NEXT: Mapping[State, str] = {
    State.NOT_SUBMITTED: "Điền biểu, kiểm tra thử rồi nộp",
    State.NO_FORM: "Gửi thêm biểu Excel: cơ quan mới có bản giấy",
    State.TO_MEND: "Sửa những chỗ ghi là lỗi rồi nộp lại",
    State.NOTHING_ASKED: "Chờ cơ quan xem lại danh sách miễn tiêu chí",
}
"""The same where it is said to the unit itself."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a page says instead of what was asked for."""

    title: str
    lines: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """Its sentences; the title where there are none."""
        return self.lines or (self.title,)


_FAILURES: Mapping[int, Failure] = {
    400: Failure("Yêu cầu không đúng", ("Mở lại trang từ địa chỉ mà cơ quan gửi.",)),
    403: Failure(
        "Chưa làm được việc này",
        (
            "Phiên làm việc đã đổi, hoặc tài khoản này không có quyền mở trang. Chưa có gì được ghi.",
            "Mở lại trang rồi làm lại; nếu vẫn không được, hỏi cán bộ tổng hợp.",
        ),
    ),
    404: Failure("Không có trang này", ("Địa chỉ đã đổi hoặc gõ nhầm. Trở về trang đầu để đi tiếp.",)),
    405: Failure("Không mở trực tiếp được", ("Trở về trang đầu rồi bấm nút của việc cần làm.",)),
    413: Failure(
        "Tệp quá lớn",
        (
            "Một biểu tối đa 20 MB, một tệp nén tối đa 100 MB, mỗi lần gửi tối đa 110 MB. Chưa nhận gì.",
            "Bỏ bớt ảnh trong biểu, hoặc chia tệp nén thành nhiều lần gửi.",
        ),
    ),
    429: Failure("Thử quá nhiều lần", ("Chờ một phút rồi đăng nhập lại.",)),
    500: Failure(
        "Trang gặp lỗi ngoài dự kiến",
        ("Những gì đã có số biên nhận vẫn còn nguyên. Thử lại; nếu vẫn lỗi, báo người phụ trách công cụ.",),
    ),
}

DISK_FAULT = Failure(
    "Chưa ghi được",
    (
        "Máy của cơ quan không đọc hoặc không ghi được tệp. Chưa có gì được lưu ở lần này; những gì đã có số "
        "biên nhận vẫn còn nguyên. Kiểm tra chỗ trống trên đĩa, đóng tệp đang mở rồi làm lại.",
    ),
)


def failure_of(code: int) -> Failure:
    """The sentence for a status of HTTP."""
    return _FAILURES.get(code, _FAILURES[400 if code < 500 else 500])


def points(value: Decimal | None, places: int = 2) -> str:
    """A number with a decimal comma and always as many decimals."""
    return "" if value is None else f"{value:.{places}f}".replace(".", ",")


def moment(at: datetime | None) -> str:
    """Day and time in Việt Nam."""
    return f"{at.astimezone(VIETNAM):%d/%m/%Y %H:%M}" if at else ""


def days_left(due: date, today: date) -> str:
    """Whole days of Việt Nam until the last day that is in time."""
    left = (due - today).days
    if left < 0:
        return f"quá hạn {-left} ngày"
    return "hôm nay là ngày cuối" if left == 0 else f"còn {left} ngày"


def period(report: Report) -> str:
    """A report in a word or two, as a heading."""
    return report.short_name.capitalize()


def tone(state: State) -> str:
    """The colour of a state's badge; the word stands on it in any case."""
    return TONES[state]


FILTERS: dict[str, Callable[..., Any]] = {
    "points": points,
    "number": show_number,
    "moment": moment,
    "day": show_date,
    "period": period,
    "tone": tone,
    "line": on_one_line,
    "folded": folded,
    "counted": counted,
    "on_page": on_page,
}
