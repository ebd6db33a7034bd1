"""Lỗi và cảnh báo: where, what, and how to mend. Never an empty table."""

from scoring.inputs.counting import open_errors
from scoring.inputs.layout import is_scored
from scoring.outputs.consolidated.book import Book
from scoring.outputs.consolidated.plan import PROBLEMS, Plan
from scoring.outputs.tables import findings_table

TOP = 4
COLUMNS = (
    ("name", "Đơn vị", 19),
    ("file", "Tệp", 22),
    ("sheet", "Trang", 12),
    ("cell", "Ô", 7),
    ("code", "Mã", 6),
    ("severity", "Mức", 8),
    ("criterion", "Tiêu chí", 8),
    ("message", "Nội dung", 36),
    ("expected", "Đúng ra là", 14),
    ("found", "Đang ghi", 14),
    ("remedy", "Cách sửa", 38),
)
NONE = "Không có lỗi hay lưu ý nào: mọi tệp đều đọc được và mọi biểu đều hợp lệ."
CENTRED = ("cell", "code", "severity", "criterion")


def write(book: Book, plan: Plan) -> None:
    """One row a finding, or a sentence where there is none."""
    found = findings_table(plan.run)
    errors = sum(f.is_error for f in plan.run.findings)
    to_mend = open_errors(plan.run.receipts)
    settled = f" · {errors - to_mend} lỗi ở bản đã được thay, không cần sửa" if errors > to_mend else ""
    sheet = book.sheet(PROBLEMS, [width for _, _, width in COLUMNS], landscape=True, tab="#FFC000")
    must = "phải sửa mới xếp hạng" if is_scored(plan.run.period) else "phải sửa"
    sheet.heading(
        "Lỗi và cảnh báo",
        f"{to_mend} lỗi ({must}) · {len(found) - errors} lưu ý (nên xem lại){settled}",
    )
    if found.empty:
        sheet.text(TOP, 0, NONE, "plain", text_wrap=False)
        return
    sheet.header(TOP - 1, [title for _, title, _ in COLUMNS])
    for row, record in enumerate(found.to_dict("records"), TOP):
        for column, (key, _, _) in enumerate(COLUMNS):
            is_error = key == "severity" and record[key] == "Lỗi"
            style = "error" if is_error else "centre" if key in CENTRED else "text"
            sheet.text(row, column, str(record[key]), style)
        sheet.fit(row, {column: str(record[key]) for column, (key, _, _) in enumerate(COLUMNS)})
    sheet.raw.freeze_panes(TOP, 1)
    sheet.raw.autofilter(TOP - 1, 0, TOP + len(found) - 1, len(COLUMNS) - 1)
    sheet.raw.repeat_rows(TOP - 1)
    sheet.raw.fit_to_pages(1, 0)
