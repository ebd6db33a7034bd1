"""The first sheet: how to fill the book, who verifies whom, how far each unit is."""

from collections.abc import Sequence

from scoring.rules.base import excel_text
from scoring.sheets.form import FormSheet
from scoring.sheets.look import AMBER, AMBER_TINT, MUTED, NAVY, PALER, READ_FORMAT
from scoring.sheets.measure import Fitted, row_height
from scoring.text import capitalized
from scoring.verification.block_sheet import BlockSheet, totals, totals_of_both
from scoring.verification.contents import BookPlan
from scoring.verification.formulas import state_words
from scoring.verification.layout import COMPLETE, TODO
from scoring.xlsx.grid import column_letters

_COLUMNS = (
    ("STT", 5),
    ("Đơn vị", 31),
    ("Người thẩm định", 25),
    ("Tổng điểm tự chấm", 8),
    ("Tự chấm, phần đã thẩm định", 11),
    ("Thẩm định, cùng phần ấy", 11),
    ("Còn lại", 20),
)
_WIDTHS = [width for _, width in _COLUMNS]
_LAST = len(_COLUMNS) - 1
_STATE = column_letters(len(_COLUMNS))
_LEFT, _OF, _UNITS = "Còn lại: ", " tiêu chí chưa có điểm thẩm định, của ", " đơn vị."
_DONE = "Mọi tiêu chí đã có điểm thẩm định."
_ASKED = " giải trình của đơn vị chờ xem lại: "
_GUIDE = (
    "Mỗi khối một trang, in khổ A3 ngang. Mỗi đơn vị một dòng tên, dưới là từng tiêu chí với câu trả lời, "
    "điểm tự chấm, tài liệu kiểm chứng.",
    "Ghi “Điểm thẩm định lần 1” ở từng tiêu chí; khác điểm tự chấm thì ghi “Lý do lần 1”. Đồng ý với đơn vị "
    "thì ghi lại đúng điểm tự chấm. Để trống là chưa thẩm định, không phải 0 điểm.",
    "Đơn vị có ý kiến: ghi vào “Giải trình của đơn vị”, rồi “Điểm thẩm định lần 2”. Điểm cuối là điểm lần 2 "
    "nếu có, không thì điểm lần 1.",
    "Tiêu chí đơn vị ghi “Không phát sinh” và không tính điểm: để trống nếu đồng ý; ghi điểm và lý do nếu "
    "thấy có phát sinh.",
    "Điều kiện xếp loại đứng sau các tiêu chí của đơn vị: chọn Có hoặc Không ở ô điểm; khác điều đơn vị khai "
    "thì ghi lý do. Chưa chọn thì loại của đơn vị chưa chính thức.",
    "Dòng “Cần xem lại”: đơn vị đã đổi câu trả lời sau khi thẩm định. Giữ điểm thì chọn x ở “Đã xem lại”; "
    "không thì ghi điểm mới.",
    "Cột “Kiểm tra” báo ngay chỗ thiếu. Lưu sổ, gửi cơ quan tổng hợp để nhập: danvan verify import TỆP. "
    "Nhập nhiều lần được; muốn sửa điểm đã nhập thì xuất sổ mới rồi sửa trong sổ mới.",
)


def write_cover(sheet: FormSheet, plan: BookPlan, blocks: Sequence[BlockSheet]) -> None:
    """Write the sheet."""
    run, style = plan.run, sheet.style
    sheet.set_widths(_WIDTHS)
    who = plan.verifier.name if plan.verifier else "Tổ thẩm định"
    part = f" · sổ {plan.number}/{plan.of}" if plan.of > 1 else ""
    sheet.heading("SỔ THẨM ĐỊNH ĐIỂM TỰ CHẤM", _LAST)
    words = f"{capitalized(run.criteria.subject)} {run.period_words} · {who}{part}"
    sheet.merge(1, 0, _LAST, words, style(align="center", font_color=MUTED))
    sheet.show_banner(_LAST)
    row = 2
    for number, text in enumerate(_GUIDE, 1):
        row += 1
        sheet.put(row, 0, number, style(align="center", bold=True, font_color=NAVY))
        sheet.merge(row, 1, _LAST, text, style())
        sheet.raw.set_row(row, row_height(Fitted(text, sum(_WIDTHS[1:])), least=20))
    row = _explained(sheet, plan, row + 1)
    _left(sheet, blocks, row + 1)
    _progress(sheet, plan, blocks, row + 2)


def _explained(sheet: FormSheet, plan: BookPlan, row: int) -> int:
    """Which units ask for another look, as the book was exported; the row below the sentence."""
    if not plan.explained:
        return row
    units = (f"{plan.run.name(unit)} ({', '.join(codes)})" for unit, codes in plan.explained.items())
    text = f"{sum(map(len, plan.explained.values()))}{_ASKED}{'; '.join(units)}."
    sheet.merge(row + 1, 0, _LAST, text, sheet.style(bold=True, font_color=AMBER, bg_color=AMBER_TINT))
    sheet.raw.set_row(row + 1, row_height(Fitted(text, sum(_WIDTHS), bold=True), least=20))
    return row + 2


def _left(sheet: FormSheet, blocks: Sequence[BlockSheet], row: int) -> None:
    """One live sentence above the table: how much of the whole book waits for points."""
    units = [part for block in blocks for part in block.parts]
    first = row + 3  # below the sentence and the titles
    states = f"{_STATE}{first}:{_STATE}{first + len(units) + len(blocks) - 1}"
    todo = "+".join(block.todo for block in blocks)
    waiting = f"COUNTIF({states},{excel_text(f'{TODO}*')})"
    words = f"{excel_text(_LEFT)}&({todo})&{excel_text(_OF)}&{waiting}&{excel_text(_UNITS)}"
    criteria = sum(part.todo for part in units)
    value = f"{_LEFT}{criteria}{_OF}{sum(part.todo > 0 for part in units)}{_UNITS}" if criteria else _DONE
    look = sheet.style(bold=True, font_color=NAVY)
    sheet.merge(row, 0, _LAST, "", look)
    sheet.put_formula(row, 0, f"IF({todo}=0,{excel_text(_DONE)},{words})", look, value)


def _progress(sheet: FormSheet, plan: BookPlan, blocks: Sequence[BlockSheet], row: int) -> None:
    style, places = sheet.style, plan.places
    sheet.header(row, (title for title, _ in _COLUMNS), 50)
    sheet.raw.repeat_rows(row)
    first, number = row + 2, 0
    plain, centred = style.cell(), style.cell(align="center", num_format=READ_FORMAT)
    for block in blocks:
        row += 1
        heading = style.cell(bold=True, font_color=NAVY, bg_color=PALER)
        sheet.merge(row, 0, _LAST, block.block.name, heading)
        for part in block.parts:
            row, number = row + 1, number + 1
            who = part.verifier.name if part.verifier else "Tổ thẩm định"
            sheet.put(row, 0, number, centred)
            sheet.put(row, 1, part.unit.name, plain)
            sheet.put(row, 2, who, plain)
            figures = block.figures(part.unit.code, outside=True)
            own = {"own": totals(part, plan.run.criteria)["own"]}
            shown = {**own, **totals_of_both(part, plan.run.criteria)}
            for column, (key, value) in enumerate(shown.items(), 3):
                sheet.put_formula(row, column, figures.total(key), centred, value)
            state = state_words(part.todo, part.wrong(places))
            sheet.put_formula(row, _LAST, figures.state, plain, state)
            sheet.raw.set_row(row, row_height(Fitted(part.unit.name, _WIDTHS[1]), Fitted(who, _WIDTHS[2])))
    span = f"{_STATE}{first}:{_STATE}{row + 1}"
    complete = f"{_STATE}{first}={excel_text(COMPLETE)}"
    sheet.colour(span, (complete, style.clean()), (f"LEN({_STATE}{first})>0", style.warning()))
    if plan.waiting:
        text = f"Chưa có biểu để thẩm định: {'; '.join(plan.waiting)}."
        row += 2
        sheet.merge(row, 0, _LAST, text, sheet.style(italic=True, font_color=MUTED))
        sheet.raw.set_row(row, row_height(Fitted(text, sum(_WIDTHS))))
