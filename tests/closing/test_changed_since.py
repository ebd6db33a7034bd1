"""Closing again: what has changed since the last edition is named and needs a reason."""

import json
from pathlib import Path

from tests.closing.acts import contents, editions, finalize
from tests.support.commands import danvan
from tests.support.office_year import (
    say,
    superior,
)


def test_a_change_is_named_and_needs_again_with_a_reason(frozen: Path) -> None:
    before = contents(editions(frozen) / "lan-1")
    say(frozen, *superior(("tdp-1",)))
    code, output = finalize(frozen)
    assert code == 2
    assert "Sổ theo dõi có thêm dòng mới" in output and "--again --reason" in output
    assert finalize(frozen, "--again")[0] == 2
    code, output = finalize(frozen, "--again", "--reason", "Cấp trên chấm lại")
    assert (code, "lần 2" in output) == (0, True)
    assert contents(editions(frozen) / "lan-1") == before
    held = json.loads((editions(frozen) / "lan-2" / "manifest.json").read_text(encoding="utf-8"))
    assert (held["edition"], held["reason"]) == (2, "Cấp trên chấm lại")
    assert finalize(frozen)[1].splitlines()[-1].startswith("Không đổi:")
    for edition in ("1", "2"):
        assert danvan("verify-freeze", "-w", frozen, edition).exit_code == 0


def test_again_without_an_edition_or_a_change_makes_none(workspace: Path) -> None:
    assert finalize(workspace, "--again", "--reason", "Thử")[0] == 2
    finalize(workspace)
    assert finalize(workspace, "--again", "--reason", "Thử")[1].splitlines()[-1].startswith("Không đổi:")
    assert [path.name for path in editions(workspace).iterdir()] == ["lan-1"]


def test_an_altered_result_is_named_by_finalize_too(frozen: Path) -> None:
    (editions(frozen) / "lan-1" / "xep-loai.xlsx").write_bytes(b"x")
    code, output = finalize(frozen)
    assert code == 2 and "Tệp kết quả đã đổi: xep-loai.xlsx" in output


def test_a_broken_template_leaves_the_old_documents(frozen: Path) -> None:
    before = contents(editions(frozen))
    templates = frozen / "criteria" / "mau-van-ban"
    templates.mkdir()
    (templates / "quyet-dinh.docx").write_bytes(b"x")
    code, output = finalize(frozen, "--again", "--reason", "Mẫu mới")
    assert code == 2 and "quyet-dinh.docx" in output
    assert contents(editions(frozen)) == before
    assert [path.name for path in (frozen / "outputs").rglob(".*")] == [".cache"]


def test_consolidate_still_works_and_says_that_the_year_is_frozen(frozen: Path) -> None:
    before = contents(editions(frozen))
    result = danvan("consolidate", "-w", frozen)
    assert result.exit_code == 0
    assert "Năm 2026 đã chốt lần 1 ngày 20/12/2026" in result.stderr
    assert contents(editions(frozen)) == before
