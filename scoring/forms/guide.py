"""The sheet "Hướng dẫn": what to do, by when, to whom."""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Unit
from scoring.intake.layout import (
    CHECK,
    CLEAN,
    INFO,
    LEFT,
    READY,
    REPORT,
    SCORES,
    TASKS,
)
from scoring.sheets.form import FormSheet
from scoring.sheets.look import ENTRY, GREEN, GREEN_TINT, GREY, NAVY, RED, RED_TINT, Look
from scoring.sheets.measure import Fitted, row_height
from scoring.text import show_date

_STEP, _TEXT = 6, 92


def heading(criteria: CriteriaSet, unit: Unit, period: str) -> Fitted:
    """Whose form it is, in a row that grows with a long name."""
    whose = f"{unit.name} · Năm {criteria.year} · {criteria.report(period).name}"
    return Fitted(whose, _STEP + _TEXT, bold=True)


def form_title(criteria: CriteriaSet, period: str) -> str:
    """What the form of the period is called."""
    return "Biểu tự chấm điểm" if criteria.is_scored(period) else "Biểu báo cáo"


def write_guide(sheet: FormSheet, criteria: CriteriaSet, unit: Unit, period: str, *, continued: bool) -> None:
    """Write the sheet. ``continued``: the form brings what the unit reported in earlier periods."""
    style = sheet.style
    sheet.set_widths((_STEP, _TEXT))
    sheet.heading(f"HƯỚNG DẪN GHI {form_title(criteria, period).upper()}", 1, 28)
    whose = heading(criteria, unit, period)
    sheet.merge(1, 0, 1, whose.text, style(align="center", bold=True))
    sheet.raw.set_row(1, row_height(whose, least=20))
    sheet.show_banner(1)
    sheet.raw.set_row(2, 8)
    row = 3
    for n, step in enumerate(_steps(criteria, period, continued), 1):
        sheet.put(row, 0, n, style(bold=True, align="center", valign="top", font_color=NAVY))
        sheet.put(row, 1, step, style(valign="top"))
        sheet.raw.set_row(row, row_height(Fitted(step, _TEXT), least=20))
        row += 1
    sheet.put(row + 1, 1, "Màu của các ô", style(bold=True, font_color=NAVY))
    for offset, (look, text) in enumerate(_legend(criteria, period), row + 2):
        sheet.put(offset, 0, None, style.cell(**look))
        sheet.put(offset, 1, text, style(indent=1))
        sheet.raw.set_row(offset, 20)


def _steps(criteria: CriteriaSet, period: str, continued: bool) -> Iterator[str]:
    yield f"Trang “{INFO}”: ghi lần gửi, người lập biểu, điện thoại, thủ trưởng đơn vị, ngày ký."
    if criteria.is_scored(period):
        yield from _scoring()
    yield f"Trang “{TASKS}”: " + (
        "tiến độ, kết quả đã ghi sẵn theo báo cáo gần nhất (cột “Đã báo cáo”); sửa lại cho đúng đến nay."
        if continued
        else "chọn tiến độ và ghi kết quả từng nhiệm vụ đơn vị chủ trì hoặc phối hợp, tính đến nay."
    )
    yield f"Trang “{REPORT}”: ghi ngắn gọn kết quả, khó khăn, đề xuất; không có thì ghi “Không”."
    if not criteria.is_scored(period):
        yield (
            f"Cột “{CHECK}” báo việc còn thiếu; “{CLEAN}” là đã đủ. Đầu trang “{TASKS}” và “{REPORT}” ghi "
            f"“{'…'.join(LEFT)}”, khi đủ ghi “{READY}”."
        )
    yield (
        "Không đổi tên trang, không xóa, gộp hay chèn dòng, cột; không chép sang tệp khác. "
        "Lưu tệp dạng .xlsx."
    )
    yield (
        f"In biểu, trình thủ trưởng đơn vị ký; gửi tệp này về {criteria.office}{deadline(criteria, period)}."
    )
    if criteria.is_scored(period):
        yield (
            "Điểm và xếp loại trong biểu là tạm tính; kết quả chính thức theo kết quả thẩm định "
            f"và quyết định của {criteria.issuer}."
        )
    else:
        yield "Kỳ này không chấm điểm; đơn vị tự chấm điểm ở biểu năm."


def _scoring() -> Iterator[str]:
    yield (
        f"Trang “{SCORES}”: trả lời từng tiêu chí ở ô màu vàng. Ô có mũi tên thì chọn trong danh sách; "
        "ô số gõ thẳng số, không kèm chữ, không dùng công thức; không có việc nào thì ghi 0. Điểm tự tính."
    )
    yield (
        "Trong kỳ không phát sinh việc của tiêu chí: chọn x ở cột “Không phát sinh” (nếu ô màu vàng), "
        "để trống ô số liệu và ghi lý do ở cột “Giải trình”."
    )
    yield (
        "Tài liệu kiểm chứng: ghi số, ký hiệu; ngày; trích yếu; nếu chỉ dùng một phần thì ghi rõ mục, trang. "
        "Chưa đạt điểm tối đa hoặc có điểm trừ thì ghi giải trình khi biểu yêu cầu."
    )
    yield (
        f"Cột “{CHECK}” báo việc còn thiếu của từng dòng; “{CLEAN}” là dòng đã đủ. "
        f"Đầu trang ghi “Còn … dòng có lỗi”, khi hết lỗi ghi “{READY}”."
    )


def deadline(criteria: CriteriaSet, period: str) -> str:
    """By when the period's report is due, in words after a space; nothing where the set has no report."""
    for report in criteria.reports:
        if report.code == period:
            return f" {'trước ngày' if report.before else 'chậm nhất ngày'} {show_date(report.due)}"
    return ""


def _legend(criteria: CriteriaSet, period: str) -> Iterator[tuple[Look, str]]:
    yield Look(bg_color=ENTRY), "Ô đơn vị ghi"
    if criteria.is_scored(period):
        yield Look(bg_color=GREY), "Ô không ghi: không áp dụng, được miễn hoặc do cơ quan khác chấm"
    yield Look(), "Ô có sẵn hoặc tự tính, đã khóa"
    yield Look(bg_color=RED_TINT, font_color=RED), "Dòng còn thiếu hoặc sai"
    yield Look(bg_color=GREEN_TINT, font_color=GREEN), "Dòng đã đủ"
