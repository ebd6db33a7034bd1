"""The edition of a closed year: complete, recorded, whole or not at all."""

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from scoring.pipeline import finalize as freezing
from scoring.pipeline.consolidation import consolidate
from scoring.pipeline.office import open_office
from scoring.pipeline.turn import LOCK
from scoring.register import Action, Draft, Ledger
from scoring.register.store import Register
from scoring.reports.final import manifest
from scoring.reports.final.frozen import read_frozen
from tests.closing.acts import FILES, contents, editions, finalize, ledger
from tests.support.commands import danvan
from tests.support.office_year import (
    CODES,
    LATER,
    say,
    superior,
)


def test_the_edition_is_complete_and_recorded(workspace: Path) -> None:
    code, output = finalize(workspace, "--by", "Lê Thị Hoa")
    assert code == 0
    assert "Đã chốt năm 2026, lần 1: 3 đơn vị được xếp loại" in output
    folder = editions(workspace) / "lan-1"
    assert set(contents(folder)) == FILES
    assert [path.name for path in editions(workspace).iterdir()] == ["lan-1"]
    last = ledger(workspace).records[-1]
    written_down = manifest.sha256((folder / "manifest.json").read_bytes())
    assert (last.draft.action, last.who) == (Action.FROZEN, "Lê Thị Hoa")
    assert last.draft.values == {"edition": "1", "manifest": written_down}


def test_the_manifest_lists_everything_by_hash(frozen: Path) -> None:
    folder = editions(frozen) / "lan-1"
    held = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert held["outputs"] == {
        name: manifest.sha256(content)
        for name, (content, _) in contents(folder).items()
        if name != "manifest.json"
    }
    assert held["inputs"] == {
        f"inputs/2026/nam/tu-cham-{code}.xlsx": manifest.sha256(
            (frozen / f"inputs/2026/nam/tu-cham-{code}.xlsx").read_bytes()
        )
        for code in CODES
    }
    assert held["register"]["last"] == ledger(frozen).last - 1
    assert {"xlsxwriter", "docxtpl", "python-docx", "lxml"} <= set(held["libraries"])


def test_what_was_frozen_is_what_the_engine_gave(frozen: Path) -> None:
    results = read_frozen(editions(frozen) / "lan-1")
    run = consolidate(open_office(frozen)).consolidation
    for code in CODES:
        unit, card = results.by_code[code], run.results[code].card
        receipt = run.receipt(code)
        assert receipt and receipt.card and card
        assert unit.self_score == receipt.card.shown
        assert unit.final == unit.verified == card.shown
    assert sorted(unit.overall for unit in results.units if unit.overall) == sorted(
        result.overall.place for result in run.results.units if result.overall
    )


def test_a_second_run_changes_no_byte_no_time_and_no_line(frozen: Path) -> None:
    before, known = contents(editions(frozen)), ledger(frozen).last
    code, output = finalize(frozen)
    assert (code, output.splitlines()[-1][:10]) == (0, "Không đổi:")
    assert contents(editions(frozen)) == before
    assert ledger(frozen).last == known


def test_two_workspaces_with_the_same_register_freeze_the_same_bytes(ready: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        root = shutil.copytree(ready, tmp_path / name)
        finalize(root)
        made.append({name: content for name, (content, _) in contents(editions(root)).items()})
    assert made[0] == made[1]


def dying_after_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the power went out between the folder and the register's line."""
    append = Register.append

    def dies(self: Register, year: int, decide: Callable[[Ledger], Iterable[Draft]], *more: object) -> object:
        def decided(held: Ledger) -> Iterable[Draft]:
            drafts = tuple(decide(held))
            if any(draft.action is Action.FROZEN for draft in drafts):
                raise KeyboardInterrupt
            return drafts

        return append(self, year, decided, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Register, "append", dies)


def killed(root: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        dying_after_the_folder(patched)
        with pytest.raises(KeyboardInterrupt):
            freezing.finalize(open_office(root), now=LATER)


def test_a_crash_before_the_line_is_mended_by_the_next_run(workspace: Path) -> None:
    killed(workspace)
    before = contents(editions(workspace))
    assert not list(ledger(workspace).of(Action.FROZEN))
    assert danvan("verify-freeze", "-w", workspace).exit_code == 1
    code, output = finalize(workspace)
    assert code == 0 and "ghi bổ sung dòng chốt lần 1" in output
    assert contents(editions(workspace)) == before
    assert danvan("verify-freeze", "-w", workspace).exit_code == 0


def test_a_folder_that_was_never_recorded_and_no_longer_fits_is_refused(workspace: Path) -> None:
    killed(workspace)
    say(workspace, *superior(("vhxh",)))
    code, output = finalize(workspace, "--again", "--reason", "Thử")
    assert code == 2 and "chưa được ghi vào sổ theo dõi" in output
    assert [path.name for path in editions(workspace).iterdir()] == ["lan-1"]


@pytest.mark.parametrize("fit", [0, 1, 3])
def test_a_full_disk_leaves_nothing_behind(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, fit: int
) -> None:
    """The first file is the note of who is at work, the next ones are those of the edition."""
    before, there, left = ledger(workspace).last, {*workspace.iterdir()}, iter(range(fit))

    def full(_: int) -> None:
        if next(left, None) is None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("scoring.workspace.os.fsync", full)
    assert danvan("finalize", "-w", workspace).exit_code == 2
    assert editions(workspace).is_dir() is (fit > 0)
    assert not [*editions(workspace).glob("*")]
    assert {path.name for path in {*workspace.iterdir()} - there} <= {"outputs", LOCK}
    assert ledger(workspace).last == before
