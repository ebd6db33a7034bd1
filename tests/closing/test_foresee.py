"""``finalize --dry-run``: what would be frozen, what it waits for, and that nothing was written."""

from pathlib import Path

from scoring.pipeline.foresee import foresee
from scoring.pipeline.office import open_office
from tests.closing.acts import FILES, editions, ledger
from tests.support.commands import ENGLISH, danvan, lying
from tests.support.office_year import CODES, with_forms


def asked(root: Path) -> tuple[int, str]:
    before, files = ledger(root), lying(root / "outputs")
    result = danvan("finalize", "--dry-run", "-w", root)
    assert not ENGLISH.search(result.output), result.output
    assert (ledger(root), lying(root / "outputs")) == (before, files)
    return result.exit_code, result.output


def test_what_would_be_frozen_is_what_is_then_frozen(workspace: Path) -> None:
    code, said = asked(workspace)
    assert code == 0
    assert "Xem trước, chưa ghi gì: năm 2026, lần 1." in said
    assert f"Dữ liệu: {len(CODES)} tệp trong inputs/2026/nam" in said
    assert "Kết quả: quyet-dinh.docx" in said and "Kết quả: thong-bao/ (3 thông báo" in said
    assert f"Chốt được: {len(FILES)} tệp" in said
    assert set(foresee(open_office(workspace)).files) == FILES
    assert not editions(workspace).exists()


def test_open_matters_are_told_beside_the_names(tmp_path: Path) -> None:
    root = with_forms(tmp_path / "phuong")
    code, said = asked(root)
    assert code == 1
    assert "Việc còn lại: Chưa thẩm định (3)" in said
    assert "Kết quả: xep-loai.xlsx" in said
    assert "Chưa chốt được: còn" in said


def test_a_frozen_year_says_what_changed_since(frozen: Path) -> None:
    assert "danvan finalize --again" in asked(frozen)[1]
    form = next((frozen / "inputs" / "2026" / "nam").glob("*.xlsx"))
    form.with_name("ban-sao.xlsx").write_bytes(form.read_bytes())
    said = asked(frozen)[1]
    assert "lần 2." in said
    assert (
        "Đổi so với lần chốt trước: Tệp đầu vào mới, không có khi chốt: inputs/2026/nam/ban-sao.xlsx." in said
    )
