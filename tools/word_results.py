"""What the papers say of the results: the ranking, the classes by block, what was decided and approved."""

from docx.document import Document as Word
from docx.shared import Mm
from docx.table import Table, _Cell

from tools import word_layout as lay
from tools.word_layout import LEFT, add, body, command, grid, line, tag

RANKING = (
    ("STT", 10, "{{ d.stt }}"),
    ("Đơn vị", 50, "<{{ d.ten }}"),
    ("Điểm tự chấm (1)", 17, "{{ d.tu_cham }}"),
    ("Điểm thẩm định (2)", 18, "{{ d.tham_dinh }}"),
    ("Điểm thưởng", 16, "{{ d.thuong }}"),
    ("Điểm trừ", 14, "{{ d.tru }}"),
    ("Điểm xếp loại (3)", 18, "**{{ d.diem_xep_loai }}**"),
    ("Xếp loại", 22, "**{{ d.xep_loai }}**"),
    ("Hạng trong khối", 15, "{{ d.hang_khoi }}"),
    ("Hạng chung", 15, "{{ d.hang_chung }}"),
    ("Ghi chú", 62, "<{{ d.ghi_chu }}"),
)
FIGURES = (
    "(1), (2) {{ don_vi_diem }}, chưa tính điểm thưởng, điểm trừ; (1) theo biểu đơn vị tự chấm, chưa gồm "
    "tiêu chí do cơ quan có thẩm quyền chấm hoặc tính theo sổ theo dõi.",
    "(3) Điểm thẩm định cộng điểm thưởng, trừ điểm trừ. {{ cach_xep_hang }}",
)
"""What the columns of the ranking are, below it."""
UNPLACED = "{{ d.stt }}. {{ d.ten }} ({{ d.khoi }}): {{ d.ly_do }}."


def ranking(word: Word) -> None:
    """The units block by block, then those without a place, then who approved."""
    heads, widths, cells = zip(*RANKING, strict=True)
    tag(word, "if xep_hang")
    table = grid(word, heads, widths, 11)
    command(table, "for k in xep_hang")
    lay.wide(table, "**{{ k.ten }}** ({{ k.so_don_vi }} đơn vị)", 11)
    command(table, "for d in k.dong")
    add(table, cells, 11)
    command(table, "endfor")
    command(table, "endfor")
    for n, text in enumerate(FIGURES):
        line(word, text, 11, italic=True, align=LEFT, before=0 if n else 3)
    tag(word, "else")
    body(word, "Chưa có đơn vị được xếp loại.", 13)
    tag(word, "endif")
    listed(
        word,
        "khong_xep_hang",
        "**Đơn vị không xếp loại, không xếp hạng** (không tính là 0 điểm):",
        UNPLACED,
        13,
    )
    approvals(word, 13)


def listed(word: Word, field: str, title: str, row: str, size: float = 14) -> None:
    """A title and a paragraph for each row; nothing at all where there is none."""
    tag(word, f"if {field}")
    body(word, title, size, keep=True)
    tag(word, f"for d in {field}")
    body(word, row, size)
    tag(word, "endfor")
    tag(word, "endif")


def approvals(word: Word, size: float = 14) -> None:
    """Who approved the results; nothing where the set asks for no approval."""
    listed(word, "phe_duyet", "**Kết quả đã được phê duyệt:**", "- {{ d.cau }}.", size)


def decisions(word: Word, size: float = 14) -> None:
    """What persons decided of classes and quotas; nothing where nobody had to."""
    tag(word, "for h in han_muc")
    body(word, "{{ h }}", size=size)
    tag(word, "endfor")
    tag(word, "if quyet_dinh_loai")
    body(word, "Xếp loại theo quyết định của người có thẩm quyền:", size=size, keep=True)
    tag(word, "for d in quyet_dinh_loai")
    body(
        word,
        "- {{ d.ten }}: xếp loại “{{ d.xep_loai }}” (theo điểm và điều kiện là “{{ d.theo_diem }}”); lý do: "
        "{{ d.ly_do }}.",
        size=size,
    )
    tag(word, "endfor")
    tag(word, "endif")


def persons(word: Word) -> None:
    """The units outside of the ranking or freed from something, with their documents; who approved."""
    listed(word, "khong_du_dieu_kien", "Đơn vị không đủ điều kiện xếp loại:", "- {{ d.ten }}: {{ d.ly_do }}.")
    listed(
        word,
        "khong_xep_hang",
        "Đơn vị không xếp loại, không xếp hạng (không tính là 0 điểm):",
        "- {{ d.ten }}: {{ d.ly_do }}.",
    )
    listed(word, "duoc_mien", "Đơn vị được miễn tiêu chí:", "- {{ d.ten }}: miễn {{ d.noi_dung }}.")
    approvals(word)


def summary(word: Word) -> None:
    """How many units of each block stand in each class; there are as many columns as classes.

    docxtpl keeps the width of the table when a repetition adds columns: it narrows those that are there.
    """
    names = ("Khối", "Số đơn vị", "", "", "", "Không đủ điều kiện", "{{ ket_qua.ten_chua_xep }}")
    table = grid(word, names, (46, 16, 21, 21, 21, 21, 21), 11)
    _classes(table.rows[0].cells, "for ten in ket_qua.loai", "**{{ ten }}**")
    command(table, "for k in ket_qua.khoi")
    _counts(table, "k", "<{{ k.ten }}")
    command(table, "endfor")
    _counts(table, "ket_qua.cong", "<**{{ ket_qua.cong.ten }}**")
    add(table, ("<Tỷ lệ trên số đơn vị được xếp loại", "", "", "", "", "", ""), 11)
    _classes(table.rows[-1].cells, "for t in ket_qua.ty_le", "{{ t }}")
    for row in table.rows:
        for cell, width in zip(row.cells, (40, 14, 15, 15, 15, 18, 20), strict=True):
            cell.width = Mm(width)


def _counts(table: Table, row: str, name: str) -> None:
    ends = (f"{{{{ {row}.khong_du }}}}", f"{{{{ {row}.chua_xep }}}}")
    add(table, (name, f"{{{{ {row}.so_don_vi }}}}", "", "", "", *ends), 11)
    _classes(table.rows[-1].cells, f"for n in {row}.so_loai", "{{ n }}")


def _classes(cells: tuple[_Cell, ...], loop: str, shown: str) -> None:
    for cell, text in zip(cells[2:5], (f"{{%tc {loop} %}}", shown, "{%tc endfor %}"), strict=True):
        line(cell, text, 11, before=1, after=1)
