"""Verify that a workbook reads back as the same set; list the differences."""

from collections.abc import Callable

from scoring.criteria.diff import compare
from scoring.criteria.units import Roster
from scoring.errors import SetError

_REMEDY = "Sửa trong tệp YAML (bỏ dấu chấm phẩy ở tên gọi khác, căn cứ miễn; bỏ khoảng trắng thừa), chạy lại."


def unfaithful(roster: Roster, read_back: Callable[[], Roster]) -> tuple[str, ...]:
    """What the workbook does not give back as it was, in words; nothing where all is well."""
    try:
        again = read_back()
    except SetError as error:
        return ("Bảng Excel không giữ được nguyên bộ tiêu chí:", *error.messages, _REMEDY)
    if again == roster:
        return ()
    changes = [f"- {change.says}" for change in compare(roster, again).changes]
    return ("Bảng Excel không giữ được nguyên các giá trị sau:", *changes, _REMEDY)
