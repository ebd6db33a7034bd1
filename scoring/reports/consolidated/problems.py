"""Lỗi và cảnh báo: where, what, and how to mend. Never an empty table."""

from scoring.reports.consolidated.parts import Table
from scoring.reports.consolidated.plan import PROBLEMS, Plan
from scoring.reports.tables import findings_table
from scoring.sheets.book import Book, Sheet

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
ERROR = "Lỗi"
CENTRED = ("cell", "code", "severity", "criterion")


def write(book: Book, plan: Plan) -> None:
    """One row a finding, or a sentence where there is none."""
    found = findings_table(plan.run)
    errors = sum(f.is_error for f in plan.run.findings)
    to_mend = plan.run.errors_to_mend
    settled = f" · {errors - to_mend} lỗi ở bản đã được thay, không cần sửa" if errors > to_mend else ""
    must = "phải sửa mới xếp hạng" if plan.run.criteria.is_scored(plan.run.period) else "phải sửa"

    def start(name: str) -> Sheet:
        sheet = book.sheet(name, [width for _, _, width in COLUMNS], landscape=True, tab="#FFC000", bulk=True)
        sheet.heading(
            "Lỗi và cảnh báo",
            f"{to_mend} lỗi ({must}) · {len(found) - errors} lưu ý (nên xem lại){settled}",
        )
        if not found:
            sheet.text(TOP, 0, NONE, "plain", text_wrap=False)
        else:
            sheet.header(TOP - 1, [title for _, title, _ in COLUMNS])
        return sheet

    table = Table(book, PROBLEMS, TOP, start, _end)
    for record in found:
        sheet, row = table.next(record["name"])
        texts = {column: str(record[key]) for column, (key, _, _) in enumerate(COLUMNS)}
        sheet.cells(row, [(text, _style(COLUMNS[column][0], text)) for column, text in texts.items()])
        sheet.fit(row, texts)
    table.end()


def _style(key: str, text: str) -> str:
    if key == "severity" and text == ERROR:
        return "error"
    return "centre" if key in CENTRED else "text"


def _end(sheet: Sheet, last: int) -> None:
    if last < TOP:
        return
    sheet.raw.freeze_panes(TOP, 1)
    sheet.raw.autofilter(TOP - 1, 0, last, len(COLUMNS) - 1)
    sheet.raw.repeat_rows(TOP - 1)
    sheet.raw.fit_to_pages(1, 0)
