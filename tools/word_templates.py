"""The Word templates of criteria/mau-van-ban/ as danvan ships them; the office edits its copies in Word."""

from io import BytesIO

from docx.document import Document as Word
from docx.shared import Mm
from docx.table import Table, _Cell

from scoring.intake.layout import TASK_PROGRESS
from scoring.reports.documents.render import steady
from tools import word_layout as lay
from tools.word_layout import LEFT, add, body, command, grid, line, rule, tag, title
from tools.word_parts import DATED, OFFICE, WARD, appendix, attached, heading, letterhead, sample, signature

ABOUT = "công tác dân vận chính quyền năm\u00a0{{ nam }}"
HEADED = ABOUT.replace("chính quyền ", "chính\u00a0quyền\u00a0")
"""The same where it is centred: its last words go to a new line together, not the year alone."""
RANKING = (
    ("STT", 11, "{{ d.stt }}"),
    ("Đơn vị", 56, "<{{ d.ten }}"),
    ("Điểm tự chấm (1)", 17, "{{ d.diem_tu_cham }}"),
    ("Điểm thẩm định (2)", 18, "{{ d.diem }}"),
    ("Điểm tối đa (3)", 17, "{{ d.toi_da }}"),
    ("Điểm thưởng", 16, "{{ d.thuong }}"),
    ("Điểm trừ", 14, "{{ d.tru }}"),
    ("Điểm xếp loại (4)", 17, "**{{ d.diem_xep_loai }}**"),
    ("Xếp loại", 22, "**{{ d.xep_loai }}**"),
    ("Hạng trong khối", 15, "{{ d.hang_khoi }}"),
    ("Hạng chung", 15, "{{ d.hang_chung }}"),
    ("Ghi chú", 39, "<{{ d.ghi_chu }}"),
)
FIGURES = (
    "(1) Điểm xếp loại tính từ biểu đơn vị tự chấm, chưa gồm tiêu chí do cơ quan có thẩm quyền chấm hoặc "
    "tính theo sổ theo dõi.",
    "(2), (3) Tổng điểm thẩm định và tổng điểm tối đa của các tiêu chí áp dụng cho đơn vị.",
    "(4) Điểm dùng để xếp loại, xếp hạng, sau thẩm định, đã tính điểm thưởng, điểm trừ.",
)
"""What the columns of the ranking are, below it."""


def ranking(word: Word) -> None:
    """The units block by block, then those without a place."""
    heads, widths, cells = zip(*RANKING, strict=True)
    table = grid(word, heads, widths, 11)
    command(table, "for k in xep_hang")
    lay.wide(table, "**{{ k.ten }}** ({{ k.so_don_vi }} đơn vị)", 11)
    command(table, "for d in k.dong")
    add(table, cells, 11)
    command(table, "endfor")
    command(table, "endfor")
    for n, text in enumerate(FIGURES):
        line(word, text, 11, italic=True, align=LEFT, before=0 if n else 3)
    tag(word, "if khong_xep_hang")
    body(word, "**Đơn vị không xếp hạng** (không tính là 0 điểm):", before=8)
    tag(word, "for d in khong_xep_hang")
    body(word, "{{ d.stt }}. {{ d.ten }} ({{ d.khoi }}): {{ d.ly_do }}.")
    tag(word, "endfor")
    tag(word, "endif")


def decisions(word: Word) -> None:
    """What persons decided of classes and quotas; nothing where nobody had to."""
    tag(word, "if han_muc")
    tag(word, "for h in han_muc")
    body(word, "Hạn mức xếp loại: {{ h }}")
    tag(word, "endfor")
    tag(word, "endif")
    tag(word, "if quyet_dinh_loai")
    body(word, "Xếp loại theo quyết định của người có thẩm quyền:", keep=True)
    tag(word, "for d in quyet_dinh_loai")
    body(
        word,
        "{{ d.stt }}. {{ d.ten }}: “{{ d.xep_loai }}” (theo điểm, điều kiện: “{{ d.theo_diem }}”); "
        "{{ d.ly_do }}.",
    )
    tag(word, "endfor")
    tag(word, "endif")


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


def listed(word: Word, field: str, otherwise: str) -> None:
    """The units' own words, each with its units."""
    tag(word, f"if {field}")
    tag(word, f"for d in {field}")
    body(word, "- {{ d.noi_dung }} (Nguồn: {{ d.don_vi }}).")
    tag(word, "endfor")
    tag(word, "else")
    body(word, otherwise)
    tag(word, "endif")


def decision() -> Word:
    """Quyết định công nhận kết quả xếp loại, with its appendix."""
    word = lay.new("Quyết định công nhận kết quả xếp loại")
    letterhead(word, WARD, "QĐ-{{ co_quan_ky_hieu }}")
    kind = "{% if la_mau %}DỰ THẢO {% endif %}QUYẾT ĐỊNH"
    heading(word, kind, f"Về việc công nhận kết quả xếp loại {HEADED}")
    line(word, "{{ co_quan_in_hoa }}", bold=True, before=6, after=6)
    body(word, "Căn cứ Luật Tổ chức chính quyền địa phương;", italic=True)
    tag(word, "for c in can_cu")
    body(word, "Căn cứ {{ c }};", italic=True)
    tag(word, "endfor")
    tag(word, "for c in thuc_hien")
    body(word, "Thực hiện {{ c }};", italic=True)
    tag(word, "endfor")
    body(
        word,
        "Theo đề nghị của {{ phong }} tại Báo cáo số        /BC-{{ phong_ky_hieu }} " + DATED + ".",
        italic=True,
    )
    line(word, "QUYẾT ĐỊNH:", bold=True, before=6, after=6)
    body(word, f"**Điều 1.** Công nhận kết quả xếp loại {ABOUT} (có Phụ lục kèm theo). {{{{ ket_qua.cau }}}}")
    decisions(word)
    body(
        word,
        "**Điều 2.** Giao {{ phong }} thông báo kết quả đến từng đơn vị, theo dõi việc khắc phục các nội "
        "dung còn hạn chế và tổng hợp, tham mưu báo cáo {{ cap_tren }}.",
    )
    body(
        word,
        "**Điều 3.** {% if la_mau %}Quyết định chỉ được ký sau khi bộ tiêu chí được ban hành."
        "{% else %}Quyết định này có hiệu lực kể từ ngày ký.{% endif %} {{ phong }}, thủ trưởng các đơn vị "
        "có tên trong Phụ lục và các tổ chức, cá nhân có liên quan chịu "
        "trách nhiệm thi hành Quyết định này./.",
    )
    copies = ("Như Điều 3", "{{ cap_tren_ngan }} (để báo cáo)", "Lãnh đạo {{ co_quan_ngan }}")
    signature(word, copies, "{{ thay_mat }}", "{{ nguoi_ky }}")
    about = "KẾT QUẢ XẾP LOẠI CÔNG TÁC DÂN VẬN CHÍNH QUYỀN NĂM {{ nam }}"
    appendix(word, "Phụ lục", about, "Quyết định số        /QĐ-{{ co_quan_ky_hieu }}", "{{ co_quan }}")
    ranking(word)
    return word


def report(sender: tuple[str, str], to: str, sign: str, by_ward: bool) -> Word:
    """The report of the office to the ward, or of the ward to the city."""
    word = lay.new("Báo cáo kết quả công tác dân vận chính quyền")
    letterhead(word, sender, f"BC-{sign}")
    heading(word, "BÁO CÁO", f"Kết quả thực hiện và xếp loại {HEADED}")
    line(word, f"Kính gửi: {to}", before=4, after=8)
    who = "{{ co_quan }}" if by_ward else "{{ phong }}"
    body(
        word,
        f"Thực hiện công tác dân vận chính quyền năm {{{{ nam }}}}, {who} báo cáo kết quả thực hiện, tự chấm "
        "điểm, thẩm định và xếp loại của các đơn vị như sau:",
    )
    title(word, "I. KẾT QUẢ THỰC HIỆN THEO NHÓM NHIỆM VỤ")
    by_group(word)
    if not by_ward:
        body(word, "**Kết quả nổi bật do các đơn vị báo cáo**", keep=True)
        listed(word, "ket_qua_noi_bat", "Các đơn vị không nêu kết quả nổi bật riêng.")
    body(word, "**Mô hình “Dân vận khéo”**", keep=True)
    listed(word, "mo_hinh", "Các đơn vị không nêu mô hình cụ thể trong báo cáo.")
    title(word, "II. KẾT QUẢ CHẤM ĐIỂM, XẾP LOẠI")
    body(word, "{{ ket_qua.cau }}")
    decisions(word)
    summary(word)
    body(word, "{{ ket_qua.cach_lam_tron }}", italic=True, size=12)
    listed_apart = "" if by_ward else " (có Danh sách đơn vị nộp muộn, chưa nộp kèm theo)"
    body(word, f"Về chế độ báo cáo{listed_apart}:", keep=True)
    tag(word, "for k in ky_bao_cao")
    body(word, "- {{ k.ten }} ({{ k.han }}): {{ k.cau }}")
    tag(word, "endfor")
    title(word, "III. KHÓ KHĂN, VƯỚNG MẮC")
    listed(word, "kho_khan", "Các đơn vị không nêu khó khăn, vướng mắc.")
    title(word, "IV. ĐỀ XUẤT, KIẾN NGHỊ")
    listed(word, "kien_nghi", "Các đơn vị không có đề xuất, kiến nghị.")
    title(word, "V. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI")
    listed(word, "phuong_huong", "Tiếp tục thực hiện các nhiệm vụ của kế hoạch công tác dân vận chính quyền.")
    body(word, f"Trên đây là báo cáo kết quả {ABOUT} của {who}./.")
    if by_ward:
        copies = ("Như trên", "Lãnh đạo {{ co_quan_ngan }}", "{{ phong }}")
        signature(word, copies, "{{ thay_mat }}", "{{ nguoi_ky }}")
    else:
        signature(word, ("Như trên", "Các đơn vị được đánh giá"), "", "{{ nguoi_ky_phong }}")
    criteria_appendix(word, sign, who)
    tasks_appendix(word, sign, who)
    return word


def by_group(word: Word) -> None:
    """What was reached group by group: points, progress of the tasks, the units' own words."""
    tag(word, "for n in nhom_nhiem_vu")
    body(word, "**{{ n.stt }}. {{ n.ten }}**", keep=True)
    tag(word, "if n.cau_diem")
    body(word, "Kết quả chấm điểm: {{ n.cau_diem }}")
    tag(word, "endif")
    tag(word, "if n.nhiem_vu")
    body(word, "Tiến độ: {{ n.cau }}")
    tag(word, "for d in n.nhiem_vu")
    body(word, "- Nhiệm vụ {{ d.ma }} ({{ d.ten_ngan }}): {{ d.cau }}.")
    tag(word, "for k in d.ket_qua")
    body(word, "+ {{ k.don_vi }}: {{ k.noi_dung }}.")
    tag(word, "endfor")
    tag(word, "if d.con_lai")
    body(word, "+ Và {{ d.con_lai }} đơn vị khác báo cáo kết quả.")
    tag(word, "endif")
    tag(word, "endfor")
    tag(word, "endif")
    tag(word, "endfor")
    body(word, "{{ cach_tinh }}", italic=True, size=13)
    body(word, "Tỷ lệ đạt từng tiêu chí tại Phụ lục I; tiến độ từng nhiệm vụ tại Phụ lục II.")


def criteria_appendix(word: Word, sign: str, who: str) -> None:
    """Every criterion with the share reached."""
    appendix(word, "Phụ lục I", "TỶ LỆ ĐẠT THEO TIÊU CHÍ", f"Báo cáo số        /BC-{sign}", who)
    table = grid(
        word, ("Mã", "Nội dung tiêu chí", "Số đơn vị được chấm", "Tỷ lệ đạt bình quân"), (18, 169, 32, 36)
    )
    command(table, "for n in nhom")
    add(table, ("**{{ n.ma }}**", "<**{{ n.ten }}**", "**{{ n.so_don_vi }}**", "**{{ n.ty_le }}**"))
    command(table, "for d in n.tieu_chi")
    add(table, ("{{ d.ma }}", "<{{ d.ten }}", "{{ d.so_don_vi }}", "{{ d.ty_le }}"))
    command(table, "endfor")
    command(table, "endfor")


def tasks_appendix(word: Word, sign: str, who: str) -> None:
    """Every task of the plan with how many units say how far they are, and the sums of each group."""
    about = "TIẾN ĐỘ NHIỆM VỤ THEO KẾ HOẠCH (SỐ ĐƠN VỊ BÁO CÁO)"
    appendix(word, "Phụ lục II", about, f"Báo cáo số        /BC-{sign}", who)
    heads = ("Mã", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "Số đơn vị được giao", *TASK_PROGRESS)
    table = grid(word, (*heads, "Chưa báo cáo"), (13, 76, 36, 24, *(15.5,) * 7), 11)
    command(table, "for g in nhom_nhiem_vu")
    command(table, "if g.nhiem_vu")
    bold = [f"**{each}**" for each in _progress("g")]
    add(table, ("**{{ g.ma }}**", "<**{{ g.ten }}**", "", "", *bold), 11)
    command(table, "for d in g.nhiem_vu")
    cells = ("{{ d.ma }}", "<{{ d.ten }}", "<{{ d.chu_tri }}", "{{ d.thoi_gian }}", *_progress("d"))
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


def late() -> Word:
    """Danh sách nộp muộn, chưa nộp: no document of its own, it goes with the report of the office."""
    word = lay.new("Danh sách đơn vị nộp muộn, chưa nộp báo cáo")
    about = "DANH SÁCH ĐƠN VỊ NỘP MUỘN, CHƯA NỘP BÁO CÁO\nCÔNG TÁC DÂN VẬN CHÍNH QUYỀN NĂM {{ nam }}"
    attached(word, "", about, "Báo cáo số        /BC-{{ phong_ky_hieu }}", "{{ phong }}")
    rule(word, lay.ACROSS, 62)
    sample(word)
    tag(word, "for k in ky_bao_cao")
    title(word, "{{ k.stt }}. {{ k.ten }} ({{ k.han }})")
    body(word, "{{ k.cau }}")
    for field, name, heads, cells in (
        ("muon", "Nộp muộn", ("Ngày nhận", "Số ngày muộn"), ("{{ d.ngay_nhan }}", "{{ d.so_ngay }}")),
        ("chua_nop", "Chưa nộp", ("Ghi chú", ""), ("<{{ d.ghi_chu }}", "")),
    ):
        tag(word, f"if k.{field}")
        body(word, f"**{name}**", keep=True)
        widths = (12, 76, 40, 24, 18) if field == "muon" else (12, 76, 40, 42)
        table = grid(word, ("STT", "Đơn vị", "Khối", *filter(None, heads)), widths)
        command(table, f"for d in k.{field}")
        add(table, ("{{ d.stt }}", "<{{ d.ten }}", "<{{ d.khoi }}", *cells)[: len(widths)])
        command(table, "endfor")
        line(word, size=4)
        tag(word, "endif")
    tag(word, "endfor")
    return word


def notice() -> Word:
    """Thông báo kết quả to one unit."""
    word = lay.new("Thông báo kết quả xếp loại")
    letterhead(word, WARD, "TB-{{ co_quan_ky_hieu }}")
    heading(word, "THÔNG BÁO", f"Kết quả xếp loại {HEADED}")
    body(word, "{{ co_quan }} thông báo kết quả thẩm định, xếp loại " + ABOUT + " của {{ don_vi }} như sau:")
    table = grid(word, ("Nội dung", "Kết quả"), (100, 66), 13)
    for name, value in (
        ("Điểm xếp loại theo điểm đơn vị tự chấm", "{{ diem_tu_cham }}"),
        ("Điểm thẩm định trên điểm tối đa được áp dụng", "{{ diem }}/{{ toi_da }}"),
        ("Điểm thưởng; điểm trừ", "{{ thuong }}; {{ tru }}"),
        ("Điểm xếp loại sau thẩm định", "**{{ diem_xep_loai }}**"),
        ("Xếp loại", "**{{ xep_loai }}**"),
    ):
        add(table, (f"<{name}", value), 13)
    command(table, "if co_hang")
    add(table, ("<Hạng trong {{ khoi|lower }}", "{{ hang_khoi }}/{{ so_khoi }}"), 13)
    add(table, ("<Hạng chung", "{{ hang_chung }}/{{ so_chung }}"), 13)
    command(table, "endif")
    tag(word, "if ly_do_xep_loai")
    body(word, "Lý do: {{ ly_do_xep_loai }}", before=6)
    tag(word, "endif")
    tag(word, "if chenh_lech")
    body(word, "Các tiêu chí có điểm thẩm định khác điểm tự chấm:", before=6, keep=True)
    heads = ("Mã", "Nội dung tiêu chí", "Tối đa", "Tự chấm", "Thẩm định", "Lý do")
    table = grid(word, heads, (14, 54, 16, 16, 18, 50))
    command(table, "for d in chenh_lech")
    cells = (
        "{{ d.ma }}",
        "<{{ d.ten }}",
        "{{ d.toi_da }}",
        "{{ d.tu_cham }}",
        "{{ d.tham_dinh }}",
        "<{{ d.ly_do }}",
    )
    add(table, cells)
    command(table, "endfor")
    tag(word, "else")
    body(word, "Điểm thẩm định các tiêu chí do đơn vị tự chấm không thay đổi.", before=6)
    tag(word, "endif")
    tag(word, "if co_quan_cham")
    body(
        word, "Các tiêu chí do cơ quan có thẩm quyền chấm, không có trong điểm tự chấm:", before=6, keep=True
    )
    table = grid(word, ("Mã", "Nội dung tiêu chí", "Tối đa", "Điểm"), (16, 112, 20, 20))
    command(table, "for d in co_quan_cham")
    add(table, ("{{ d.ma }}", "<{{ d.ten }}", "{{ d.toi_da }}", "{{ d.diem }}"))
    command(table, "endfor")
    tag(word, "endif")
    body(word, "Đề nghị đơn vị phát huy kết quả đạt được, khắc phục các nội dung còn hạn chế./.", before=6)
    signature(word, ("{{ don_vi }}",), "{{ thay_mat }}", "{{ nguoi_ky }}", others="phong")
    return word


def files() -> dict[str, bytes]:
    """All templates."""
    ward_report = report(OFFICE, "{{ co_quan }}", "{{ phong_ky_hieu }}", by_ward=False)
    city_report = report(WARD, "{{ cap_tren }}", "{{ co_quan_ky_hieu }}", by_ward=True)
    made = {
        "quyet-dinh.docx": decision(),
        "bao-cao-ubnd-phuong.docx": ward_report,
        "bao-cao-ubnd-thanh-pho.docx": city_report,
        "danh-sach-nop-muon-chua-nop.docx": late(),
        "thong-bao.docx": notice(),
    }
    return {f"criteria/mau-van-ban/{name}": _bytes(word) for name, word in made.items()}


def _bytes(word: Word) -> bytes:
    into = BytesIO()
    word.save(into)
    return steady(into.getvalue())
