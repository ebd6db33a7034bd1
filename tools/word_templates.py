"""The Word templates of criteria/mau-van-ban/ as danvan ships them; the office edits its copies in Word."""

from functools import partial
from io import BytesIO

from docx.document import Document as Word

from scoring.reports.documents.render import steady
from tools import word_layout as lay
from tools.word_layout import add, command, grid, line, rule, tag, title
from tools.word_parts import (
    ABOUT,
    DATED,
    OFFICE,
    WARD,
    appendix,
    attached,
    heading,
    letterhead,
    sample,
    signature,
)
from tools.word_reports import LATE_LIST, report
from tools.word_results import decisions, ranking

SMALL = 13  # of the two sizes that the decree allows: a decision stands on one page where it can
DECISION = f"Quyết định số        /QĐ-{{{{ co_quan_ky_hieu }}}} {DATED}"


def decision() -> Word:
    """Quyết định công nhận kết quả xếp loại, with its appendix."""
    word = lay.new("Quyết định công nhận kết quả xếp loại")
    body = partial(lay.body, size=SMALL, before=0, after=1)
    letterhead(word, WARD, "QĐ-{{ co_quan_ky_hieu }}")
    kind = "{% if la_mau %}DỰ THẢO {% endif %}QUYẾT ĐỊNH"
    heading(word, kind, f"Về việc công nhận kết quả xếp loại\n{ABOUT}")
    line(word, "{{ co_quan_in_hoa }}", bold=True, before=4, after=4)
    body(word, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", italic=True)
    for field, words in (("can_cu", "Căn cứ"), ("thuc_hien", "Thực hiện")):
        tag(word, f"for c in {field}")
        body(word, f"{words} {{{{ c }}}};", italic=True)
        tag(word, "endfor")
    body(
        word,
        f"Theo đề nghị của {{{{ phong }}}} tại Báo cáo số        /BC-{{{{ phong_ky_hieu }}}} {DATED}.",
        italic=True,
    )
    line(word, "QUYẾT ĐỊNH:", bold=True, before=4, after=4)
    body(
        word,
        f"**Điều 1.** Công nhận kết quả xếp loại {ABOUT} (có Phụ lục kèm theo): {{{{ ket_qua.cau_ngan }}}}",
    )
    decisions(word, SMALL)
    body(
        word,
        "**Điều 2.** Giao {{ phong }} thông báo kết quả đến từng đơn vị, theo dõi việc khắc phục hạn chế, "
        "tổng hợp báo cáo {{ cap_tren }}.",
    )
    body(
        word,
        "**Điều 3.** {% if la_mau %}Quyết định chỉ được ký sau khi bộ tiêu chí được ban hành."
        "{% else %}Quyết định này có hiệu lực kể từ ngày ký.{% endif %} {{ phong }}, các đơn vị có tên "
        "trong Phụ lục và tổ chức, cá nhân liên quan chịu trách nhiệm thi hành./.",
    )
    copies = ("Như Điều 3", "{{ cap_tren_ngan }} (để báo cáo)", "Lãnh đạo {{ co_quan_ngan }}")
    signature(word, copies, "{{ thay_mat }}", "{{ nguoi_ky }}", room=4)
    about = "KẾT QUẢ XẾP LOẠI {{ danh_gia|upper }} NĂM {{ nam }}"
    appendix(word, "Phụ lục", about, DECISION.removesuffix(f" {DATED}"), "{{ co_quan }}")
    ranking(word)
    return word


def late() -> Word:
    """Danh sách nộp chậm, chưa nộp: no document of its own, it goes with the report of the office."""
    word = lay.new("Danh sách đơn vị nộp chậm, chưa nộp báo cáo")
    about = "DANH SÁCH ĐƠN VỊ NỘP CHẬM, CHƯA NỘP BÁO CÁO\n{{ danh_gia|upper }} NĂM {{ nam }}"
    attached(word, LATE_LIST, about, "Báo cáo số        /BC-{{ phong_ky_hieu }}", "{{ phong }}")
    rule(word, lay.ACROSS, 62)
    sample(word)
    tag(word, "for k in ky_bao_cao")
    title(word, "{{ k.stt }}. {{ k.ten }} ({{ k.han }})")
    lay.body(word, "{{ k.cau }}")
    for field, name, heads, cells in (
        ("muon", "Nộp chậm", ("Ngày nhận", "Số ngày chậm"), ("{{ d.ngay_nhan }}", "{{ d.so_ngay }}")),
        ("chua_nop", "Chưa nộp", ("Ghi chú", ""), ("<{{ d.ghi_chu }}", "")),
    ):
        tag(word, f"if k.{field}")
        lay.body(word, f"**{name}**", keep=True)
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
    """Thông báo kết quả to one unit: on which decision, the figures, what was changed, what follows."""
    word = lay.new("Thông báo kết quả xếp loại")
    body = partial(lay.body, size=SMALL, before=4, after=2)
    letterhead(word, WARD, "TB-{{ co_quan_ky_hieu }}")
    heading(word, "THÔNG BÁO", f"Kết quả xếp loại {ABOUT}")
    body(
        word,
        f"Căn cứ {DECISION} của {{{{ co_quan }}}} về việc công nhận kết quả xếp loại {ABOUT}, "
        "{{ co_quan }} thông báo kết quả của {{ don_vi }} như sau:",
    )
    figures(word)
    tag(word, "if ly_do_xep_loai")
    body(word, "Lý do: {{ ly_do_xep_loai }}")
    tag(word, "endif")
    tag(word, "for m in duoc_mien")
    body(word, "Đơn vị được miễn {{ m }}.")
    tag(word, "endfor")
    changed(word)
    body(
        word,
        "{% if not duoc_xep_loai %}{{ co_quan }} thông báo để đơn vị biết, thực hiện"
        "{% elif loai_cuoi %}Đề nghị đơn vị khắc phục các nội dung còn hạn chế"
        "{% else %}Đề nghị đơn vị phát huy kết quả đạt được, khắc phục các nội dung còn hạn chế{% endif %}"
        "./.",
    )
    signature(word, ("{{ don_vi }}",), "{{ thay_mat }}", "{{ nguoi_ky }}", others="phong", room=4)
    return word


def figures(word: Word) -> None:
    """The points where the unit has some, its class, its places."""
    table = grid(word, ("Nội dung", "Kết quả"), (100, 66), 13)
    command(table, "if co_diem")
    for name, value in (
        ("Điểm tự chấm", "{{ tu_cham }}"),
        ("Điểm thẩm định ({{ diem }}/{{ toi_da }} điểm)", "{{ tham_dinh }}"),
        ("Điểm thưởng", "{{ thuong }}"),
        ("Điểm trừ", "{{ tru }}"),
        ("Điểm xếp loại", "**{{ diem_xep_loai }}**"),
    ):
        add(table, (f"<{name}", value), 13)
    command(table, "endif")
    add(table, ("<Xếp loại", "**{{ xep_loai }}**"), 13)
    command(table, "if co_hang")
    add(table, ("<Hạng trong {{ khoi|lower }}", "{{ hang_khoi }}/{{ so_khoi }}"), 13)
    add(table, ("<Hạng chung", "{{ hang_chung }}/{{ so_chung }}"), 13)
    command(table, "endif")
    tag(word, "if co_diem")
    note = "Điểm tự chấm, điểm thẩm định: {{ don_vi_diem|lower }}, chưa tính điểm thưởng, điểm trừ."
    line(word, note, 11, italic=True, align=lay.LEFT, before=3)
    tag(word, "endif")


def changed(word: Word) -> None:
    """What the verifiers gave otherwise than the unit, and what only the office gives."""
    body = partial(lay.body, size=SMALL, before=4, after=2)
    tag(word, "if chenh_lech")
    body(word, "Các tiêu chí có điểm thẩm định khác điểm tự chấm:", keep=True)
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
    tag(word, "endif")
    tag(word, "if co_diem and not chenh_lech")
    body(word, "Điểm thẩm định của các tiêu chí do đơn vị tự chấm bằng điểm tự chấm.")
    tag(word, "endif")
    tag(word, "if co_quan_cham")
    about = "Các tiêu chí do cơ quan có thẩm quyền chấm, không có trong điểm tự chấm:"
    body(word, about, keep=True)
    table = grid(word, ("Mã", "Nội dung tiêu chí", "Tối đa", "Điểm"), (16, 112, 20, 20))
    command(table, "for d in co_quan_cham")
    add(table, ("{{ d.ma }}", "<{{ d.ten }}", "{{ d.toi_da }}", "{{ d.diem }}"))
    command(table, "endfor")
    tag(word, "endif")


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
