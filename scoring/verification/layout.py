"""The verification book's plan: its columns and words. The writer draws it, the reader looks for it.

Rows are found again by unit and criterion code, columns by title, the sheets by their columns.
"""

from decimal import Decimal
from typing import Literal

from scoring.criteria.schema import Criterion
from scoring.intake.layout import AskedCondition, FormColumn
from scoring.rules import NO, YES, EntryField

BOOK_FORMAT = "danvan-tham-dinh-1"
PAGE_FORMAT = "danvan-trang-tham-dinh-1"
COVER, STAMP = "Hướng dẫn", "danvan"

COLUMNS = (
    FormColumn("unit", "Mã đơn vị", 8.5),
    FormColumn("code", "Mã tiêu chí", 7),
    FormColumn("text", "Nội dung tiêu chí", 29),
    FormColumn("top", "Điểm tối đa", 6.5),
    FormColumn("answer", "Số liệu, kết quả", 17),
    FormColumn("own", "Điểm tự chấm", 7),
    FormColumn("evidence", "Tài liệu kiểm chứng", 18),
    FormColumn("explanation", "Giải trình trong biểu", 16),
    FormColumn("findings", "Lỗi, lưu ý của biểu", 14),
    FormColumn("points1", "Điểm thẩm định lần 1", 8),
    FormColumn("reason1", "Lý do lần 1", 16),
    FormColumn("reply", "Giải trình của đơn vị", 15),
    FormColumn("points2", "Điểm thẩm định lần 2", 8),
    FormColumn("reason2", "Lý do lần 2", 15),
    FormColumn("reviewed", "Đã xem lại", 6),
    FormColumn("final", "Điểm thẩm định cuối", 8),
    FormColumn("gap", "Chênh lệch", 7.5),
    FormColumn("check", "Kiểm tra", 27),
)
TITLE = {column.key: column.title for column in COLUMNS}
ENTRIES = ("points1", "reason1", "reply", "points2", "reason2", "reviewed")
NEEDED = ("unit", "code", "own", *ENTRIES)

Round = Literal[1, 2]
POINTS: dict[Round, str] = {1: "points1", 2: "points2"}
REASON: dict[Round, str] = {1: "reason1", 2: "reason2"}

TICK = "x"
COMPLETE = "Đã thẩm định đủ"
TODO = "Còn "

ROWS_A_BOOK = 1_000
"""A book that is read back stays within the limits of the guarded opening; larger ones come in parts."""


def field_of(criterion: Criterion, key: str, places: int) -> EntryField:
    """The limits of a verifier's points: 0 to the maximum, on the rule's step, else on the set's places.

    Of a condition the verifier says Có or Không.
    """
    if isinstance(criterion, AskedCondition):
        return EntryField(key, TITLE[key], "choice", (YES, NO))
    step = criterion.rule.points_step() or Decimal(1).scaleb(-places)
    return EntryField(key, TITLE[key], "points", high=criterion.max, step=step)
