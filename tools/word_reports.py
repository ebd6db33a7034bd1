"""The two reports of the year's end: of the office to the ward, of the ward to the city."""

from docx.document import Document as Word

from scoring.intake.layout import TASK_PROGRESS
from tools import word_layout as lay
from tools.word_layout import add, body, command, grid, line, tag, title
from tools.word_parts import ABOUT, appendix, heading, letterhead, signature
from tools.word_results import decisions, persons, summary

LATE_LIST = "Phụ lục III"
"""The list of late units, a file of its own: it goes with the report of the office to the ward."""
GROUP_ROWS = (
    "Dòng nhiệm vụ: số đơn vị; dòng của mục: số lượt đơn vị, cộng các nhiệm vụ của mục (đơn vị có hai "
    "nhiệm vụ tính hai lượt)."
)
"""What the figures of a group are: more than there are units."""


def told(word: Word, field: str, otherwise: str, lead: str = "") -> None:
    """The units' own words, each with its units, after a sentence that says whose they are."""
    tag(word, f"if {field}")
    if lead:
        body(word, lead, keep=True)
    tag(word, f"for d in {field}")
    body(word, "- {{ d.noi_dung }} ({{ d.don_vi }}).")
    tag(word, "endfor")
    tag(word, "else")
    body(word, otherwise)
    tag(word, "endif")


def report(sender: tuple[str, str], to: str, sign: str, *, by_ward: bool) -> Word:
    """The report of the office to the ward, or of the ward to the city; the result comes first."""
    word = lay.new("Báo cáo kết quả thực hiện và xếp loại")
    letterhead(word, sender, f"BC-{sign}")
    heading(word, "BÁO CÁO", f"Kết quả thực hiện và xếp loại {ABOUT}")
    line(word, f"Kính gửi: {to}", before=4, after=8)
    who = "{{ co_quan }}" if by_ward else "{{ phong }}"
    body(word, f"{who} báo cáo kết quả tự chấm điểm, thẩm định, xếp loại và thực hiện {ABOUT} như sau:")
    title(word, "I. KẾT QUẢ CHẤM ĐIỂM, XẾP LOẠI")
    results(word, by_ward=by_ward)
    title(word, "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ")
    by_group(word)
    if by_ward:
        title(word, "III. {{ ten_mo_hinh|upper }}")
    else:
        title(word, "III. KẾT QUẢ NỔI BẬT, {{ ten_mo_hinh|upper }}")
        title(word, "1. Kết quả nổi bật")
        told(word, "ket_qua_noi_bat", "Các đơn vị không nêu kết quả nổi bật riêng.")
        title(word, "2. {{ ten_mo_hinh }}")
    told(word, "mo_hinh", "Các đơn vị không nêu mô hình cụ thể trong báo cáo.")
    title(word, "IV. KHÓ KHĂN, VƯỚNG MẮC")
    told(word, "kho_khan", "Các đơn vị không nêu khó khăn, vướng mắc.")
    title(word, "V. ĐỀ XUẤT, KIẾN NGHỊ")
    told(word, "kien_nghi", "Các đơn vị không có đề xuất, kiến nghị.", "Các đơn vị đề xuất, kiến nghị:")
    title(word, "VI. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI")
    told(word, "phuong_huong", "Tiếp tục thực hiện các nhiệm vụ được giao.")
    body(word, f"Trên đây là báo cáo kết quả {ABOUT} của {who}./.")
    if by_ward:
        copies = ("Như trên", "Lãnh đạo {{ co_quan_ngan }}", "{{ phong }}")
        signature(word, copies, "{{ thay_mat }}", "{{ nguoi_ky }}")
    else:
        signature(word, ("Như trên", "Các đơn vị được đánh giá"), "", "{{ nguoi_ky_phong }}")
    criteria_appendix(word, sign, who)
    tasks_appendix(word, sign, who)
    return word


def results(word: Word, *, by_ward: bool) -> None:
    """The classes in a sentence and a table, what persons decided, and who reported late."""
    body(word, "{{ ket_qua.cau }}")
    summary(word)
    tag(word, "if ket_qua.cach_lam_tron")
    body(word, "{{ ket_qua.cach_lam_tron }}", italic=True, size=12)
    tag(word, "endif")
    decisions(word)
    persons(word)
    apart = "" if by_ward else f" ({LATE_LIST})"
    body(word, f"Về chế độ báo cáo{apart}:", keep=True)
    tag(word, "for k in ky_bao_cao")
    body(word, "- {{ k.ten }} ({{ k.han }}): {{ k.cau }}")
    tag(word, "endfor")


def by_group(word: Word) -> None:
    """What was reached group by group: points, progress of the tasks, the units' own words."""
    tag(word, "for n in nhom_nhiem_vu")
    title(word, "{{ n.stt }}. {{ n.ten }}")
    tag(word, "if n.cau_diem")
    body(word, "Chấm điểm: {{ n.cau_diem }}")
    tag(word, "endif")
    tag(word, "if n.nhiem_vu")
    body(word, "Tiến độ: {{ n.cau }}")
    tag(word, "for d in n.nhiem_vu")
    body(word, "- {{ d.ten_ngan }}: {{ d.cau }}.")
    tag(word, "for k in d.ket_qua")
    body(word, "+ {{ k.don_vi }}: {{ k.noi_dung }}.")
    tag(word, "endfor")
    tag(word, "endfor")
    tag(word, "endif")
    tag(word, "endfor")
    tag(word, "if nhom")
    body(word, "{{ cach_tinh }}", italic=True, size=13)
    tag(word, "endif")
    body(word, "Tỷ lệ đạt từng tiêu chí tại Phụ lục\u00a0I; tiến độ từng nhiệm vụ tại Phụ lục\u00a0II.")


def criteria_appendix(word: Word, sign: str, who: str) -> None:
    """Every criterion with the share reached."""
    appendix(word, "Phụ lục I", "TỶ LỆ ĐẠT THEO TIÊU CHÍ", f"Báo cáo số        /BC-{sign}", who)
    tag(word, "if not nhom")
    body(word, "Chưa có đơn vị được chấm điểm.")
    tag(word, "else")
    table = grid(
        word, ("Mã", "Nội dung tiêu chí", "Số đơn vị được chấm", "Tỷ lệ đạt bình quân"), (18, 169, 32, 36)
    )
    command(table, "for n in nhom")
    sums = ("**{{ n.ma }}**", "<**{{ n.ten }}**", "**{{ n.so_don_vi }}**", "**{{ n.ty_le }}**")
    add(table, sums, keep=True)
    command(table, "for d in n.tieu_chi")
    add(table, ("{{ d.ma }}", "<{{ d.ten }}", "{{ d.so_don_vi }}", "{{ d.ty_le }}"))
    command(table, "endfor")
    command(table, "endfor")
    tag(word, "endif")


def tasks_appendix(word: Word, sign: str, who: str) -> None:
    """Every task of the plan with how many units say how far they are, and the sums of each group."""
    appendix(word, "Phụ lục II", "TIẾN ĐỘ NHIỆM VỤ THEO KẾ HOẠCH", f"Báo cáo số        /BC-{sign}", who)
    line(word, GROUP_ROWS, 11, italic=True, after=3, keep=True)
    heads = ("Mã", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "Số đơn vị được giao", *TASK_PROGRESS)
    table = grid(word, (*heads, "Chưa báo cáo"), (13, 76, 36, 24, *(15.5,) * 7), 11)
    command(table, "for g in nhom_nhiem_vu")
    command(table, "if g.nhiem_vu")
    bold = [f"**{each}**" for each in _progress("g")]
    add(table, ("**{{ g.ma }}**", "<**{{ g.ten }}**", "", "", *bold), 11, keep=True)
    command(table, "for d in g.nhiem_vu")
    cells = ("{{ d.ma }}", "<{{ d.ten_ngan }}", "<{{ d.chu_tri }}", "{{ d.thoi_gian }}", *_progress("d"))
    add(table, cells, 11)
    command(table, "endfor")
    command(table, "endif")
    command(table, "endfor")


def _progress(row: str) -> list[str]:
    """How many units the row is about, how many of them are how far, how many say nothing."""
    counts = (
        f"{{% for n in {row}.tien_do %}}{{% if loop.index == {n} %}}{{{{ n }}}}{{% endif %}}{{% endfor %}}"
        for n in range(1, len(TASK_PROGRESS) + 1)
    )
    return [f"{{{{ {row}.duoc_giao }}}}", *counts, f"{{{{ {row}.chua_bao_cao }}}}"]
