"""What every paper of criteria/mau-van-ban/ has: letterhead, heading, signature, appendices."""

from docx.document import Document as Word

from tools import word_layout as lay
from tools.word_layout import LEFT, columns, line, rule, tag

WARD = ("", "{{ co_quan_dau_de }}")
OFFICE = ("{{ co_quan_ngan|upper }}", "{{ phong_in_hoa }}")
ABOUT = "{{ danh_gia }} năm\u00a0{{ nam }}"
"""What is assessed, in the words of the set, and when."""
DATED = "ngày      tháng      năm {{ nam }}"


def letterhead(word: Word, sender: tuple[str, str], sign: str) -> None:
    """Quốc hiệu, Tiêu ngữ, who writes, number, place and day."""
    left, right = columns(word, (66, 104)).rows[0].cells
    above, name = sender
    if above:
        line(left, above, 13)
    line(left, name, 13, bold=True)
    rule(left, 66, 23)
    line(left, f"Số:        /{sign}", 13)
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True)
    line(right, "Độc lập - Tự do - Hạnh phúc", 14, bold=True)
    rule(right, 104, 20)
    line(right, "{{ dia_danh }}, " + DATED, 13, italic=True)


def heading(word: Word, kind: str, about: str) -> None:
    """The kind of document, what it is about, and, of a sample, that it binds nobody."""
    line(word, kind, bold=True, before=10)
    for each in about.replace(" năm", "\u00a0năm").splitlines():  # the year alone is on no line
        line(word, each, bold=True)
    rule(word, lay.ACROSS, 62)
    sample(word)


def sample(word: Word) -> None:
    """The sentence that what follows binds nobody."""
    tag(word, "if la_mau")
    line(word, "{{ ghi_chu_mau }}", 13, italic=True, after=4)
    tag(word, "endif")


def signature(
    word: Word, copies: tuple[str, ...], above: str, who: str, others: str = "", room: int = 5
) -> None:
    """Nơi nhận at the left, the signature at the right, kept together with the last words of the text.

    ``room``: empty lines for the signature and the seal.
    """
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    lay.flat(line(word, keep=True), 4)
    left, right = lay.whole(columns(word, (82, 88))).rows[0].cells
    line(left, "**Nơi nhận:**", 12, align=LEFT, italic=True)
    for copy in copies:
        line(left, f"- {copy};", 11, align=LEFT)
    if others:  # who gets a copy unless named above already
        tag(left, f"if don_vi != {others}")
        line(left, f"- {{{{ {others} }}}};", 11, align=LEFT)
        tag(left, "endif")
    line(left, "- Lưu: VT, {{ phong_ky_hieu }}.", 11, align=LEFT)
    if above:
        line(right, above, bold=True)
    line(right, who, bold=True)
    for _ in range(room):
        lay.flat(line(right), 15)


def appendix(word: Word, number: str, about: str, of: str, who: str) -> None:
    """The head of an appendix on a page lying on its side, its pages numbered from 1."""
    lay.landscape(word)
    attached(word, number, about, of, who)
    rule(word, lay.DOWN, 105)


def attached(word: Word, number: str, about: str, of: str, who: str) -> None:
    """What it is, in small letters; its title; to which document it belongs."""
    if number:
        line(word, number, bold=True)
    line(word, about, bold=True)
    line(word, f"(Kèm theo {of} {DATED} của {who})", 13, italic=True)
