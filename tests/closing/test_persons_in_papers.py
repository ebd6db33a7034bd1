"""Who was left out, freed, barred, classed by a person; who approved: with the document in every paper."""

from pathlib import Path

import pytest

from tests.closing.acts import editions, finalize
from tests.reports.documents.papers import everything, lines, rows
from tests.support.commands import danvan
from tests.support.office_year import settled

STEPS = "\napprovals:\n  - {code: to, name: Tổ thẩm định}\n  - {code: ct, name: Chủ tịch}\n"
VERIFIED = "--although-verified"
ACTS = (
    ("decide", "exempt", "ktht", "1.2", "--reason", "Mới lập", "--document", "CV 12/UBND"),
    ("decide", "disqualify", "vhxh", "--reason", "Có người bị kỷ luật", "--document", "QĐ 88/QĐ-UBND"),
    ("decide", "leave-out", "tdp-1", "--reason", "Chờ sáp nhập", "--document", "CV 15/UBND", VERIFIED),
    ("decide", "class", "ktht", "yeu", "--reason", "Hạ một mức", "--document", "BB 06/BB-HĐ"),
    ("approve", "to", "--by", "Nguyễn Thị An", "--document", "BB 09/BB-TTĐ"),
    ("approve", "ct", "--by", "Trần Văn Bình", "--block", "phong"),
    ("approve", "ct", "--by", "Lê Văn Cường", "--block", "tdp"),
)  # fmt: skip


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = settled(tmp_path_factory.mktemp("persons") / "phuong", STEPS)
    for words in ACTS:
        result = danvan(*words, "-w", root)
        assert result.exit_code == 0, result.output
    assert finalize(root)[0] == 0
    return editions(root) / "lan-1"


def told(papers: Path, name: str) -> list[str]:
    return lines((papers / name).read_bytes())


def test_the_annex_of_the_decision_has_every_document(papers: Path) -> None:
    text = everything((papers / "quyet-dinh.docx").read_bytes())
    assert "Được miễn tiêu chí 1.2 (Mới lập, CV 12/UBND)" in text
    assert "Không đủ điều kiện xếp loại: Có người bị kỷ luật, QĐ 88/QĐ-UBND" in text
    assert "1. Tổ dân phố số 1 (Khối tổ dân phố): Chờ sáp nhập, CV 15/UBND." in text
    assert "lý do: Hạ một mức, BB 06/BB-HĐ." in text


@pytest.mark.parametrize("name", ["bao-cao-ubnd-phuong.docx", "bao-cao-ubnd-thanh-pho.docx"])
def test_the_reports_have_them_in_their_first_section(papers: Path, name: str) -> None:
    text = told(papers, name)
    first = text[text.index("I. KẾT QUẢ CHẤM ĐIỂM, XẾP LOẠI") : text.index("II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ")]
    assert "- Phòng Văn hóa - Xã hội: Có người bị kỷ luật, QĐ 88/QĐ-UBND." in first
    assert "- Tổ dân phố số 1: Chờ sáp nhập, CV 15/UBND." in first
    assert "- Phòng Kinh tế, Hạ tầng và Đô thị: miễn tiêu chí 1.2 (Mới lập, CV 12/UBND)." in first


@pytest.mark.parametrize("name", ["quyet-dinh.docx", "bao-cao-ubnd-phuong.docx"])
def test_papers_say_who_approved_and_when(papers: Path, name: str) -> None:
    said = [each for each in told(papers, name) if "phê duyệt ngày" in each]
    day = said[0].partition("phê duyệt ngày ")[2].partition(" (")[0]
    assert said == [
        f"- Tổ thẩm định: Nguyễn Thị An phê duyệt ngày {day} (BB 09/BB-TTĐ).",
        f"- Chủ tịch: Trần Văn Bình phê duyệt ngày {day}, Khối phòng chuyên môn.",
        f"- Chủ tịch: Lê Văn Cường phê duyệt ngày {day}, Khối tổ dân phố.",
    ]


def test_each_notice_says_what_was_decided_of_its_unit_once(papers: Path) -> None:
    notices = {code: told(papers, f"thong-bao/{code}.docx") for code in ("ktht", "vhxh", "tdp-1")}
    assert "Đơn vị được miễn tiêu chí 1.2 (Mới lập, CV 12/UBND)." in notices["ktht"]
    assert "Lý do: Có người bị kỷ luật, QĐ 88/QĐ-UBND." in notices["vhxh"]
    assert "Lý do: Chờ sáp nhập, CV 15/UBND." in notices["tdp-1"]
    for text in notices.values():
        assert any("Căn cứ Quyết định số        /QĐ-UBND ngày" in each for each in text)
        assert not any("phát huy" in each for each in text)
    [head, only] = rows((papers / "thong-bao/tdp-1.docx").read_bytes(), first="Nội dung")
    assert (head, only) == (["Nội dung", "Kết quả"], ["Xếp loại", "Không xếp loại"])
