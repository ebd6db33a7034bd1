"""The first sheet: how to edit the set in Excel and hand it back. Rows and rules come from the tables."""

from collections.abc import Iterator

from scoring.criteria.excel import tree

_STEPS = (
    ("Cách làm", "1. Sửa trong các trang sau trang này. Không đổi tên trang, tên cột, tên mục."),
    ("", "2. Lưu kiểu Excel Workbook (.xlsx)."),
    ("", "3. Gõ: danvan criteria from-excel TÊN_TỆP.xlsx. Có lỗi thì công cụ nêu trang, ô và cách sửa."),
    ("", "4. Gõ: danvan criteria check --set MÃ_BỘ, đọc kỹ số tiêu chí và điểm tối đa của từng đơn vị."),
    ("", ""),
    ("Cách ghi", "Ô nào cũng là chữ (Text): mã 1.10 gõ sao giữ vậy. Dán từ tệp khác thì dán kiểu Values."),
    ("", "Số lẻ ghi bằng dấu phẩy (2,5). Ngày ghi ngày/tháng/năm (15/11/2026)."),
    ("", "Mã: chữ không dấu, chữ số, dấu chấm, gạch ngang. Nhiều mã trong một ô cách nhau bằng ;"),
    ("", "Thêm mục thì thêm dòng, bỏ mục thì xóa cả dòng. Ô có danh sách thì chọn trong danh sách."),
    ("", "Trang Tiêu chí: ô xám là ô không dùng với dòng ấy, để trống."),
    ("", ""),
)

_ROWS = (
    ("Nhóm", "Nhóm lớn để trống cột Thuộc nhóm, nhóm con ghi mã nhóm chứa nó. Điểm có thể để trống."),
    ("Tiêu chí", "Cột Thuộc nhóm ghi mã nhóm; tiêu chí thưởng, trừ ghi “Điểm thưởng” hoặc “Điểm trừ”."),
    ("; ".join(tree.DETAILS), "Chi tiết của tiêu chí ngay trên, tùy cách chấm (xem dưới)."),
    ("Điểm thưởng; Điểm trừ", "Tên và điểm tối đa của cả phần; không có phần này thì không có dòng."),
)


def guide_lines() -> Iterator[tuple[str, str]]:
    """The sheet's two columns."""
    yield from _STEPS
    yield "Dòng ở trang Tiêu chí", ""
    yield from _ROWS
    yield "", ""
    yield "Cách chấm", ""
    yield from ((each.name, each.guide) for each in tree.OF_RULE.values())
