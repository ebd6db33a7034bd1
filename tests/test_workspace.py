import os
from pathlib import Path

import pytest

from scoring.errors import WorkspaceError
from scoring.workspace import Workspace, write_whole


def with_sets(root: Path, *names: str) -> Workspace:
    for name in names:
        (root / "criteria" / name).mkdir(parents=True)
        (root / "criteria" / name / "criteria.yaml").write_text("", encoding="utf-8")
    return Workspace(root)


def test_the_only_set_is_taken(tmp_path: Path) -> None:
    assert with_sets(tmp_path, "viet-hoa-2026").set_folder().name == "viet-hoa-2026"


def test_of_several_sets_none_is_guessed(tmp_path: Path) -> None:
    workspace = with_sets(tmp_path, "a-2025", "a-2026")
    with pytest.raises(WorkspaceError, match=r"a-2025, a-2026.*--set"):
        workspace.set_folder()
    assert workspace.set_folder("a-2025").name == "a-2025"


def test_an_unknown_set_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"“b”.*a-2026"):
        with_sets(tmp_path, "a-2026").set_folder("b")


def test_a_folder_without_criteria_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="danvan init"):
        Workspace(tmp_path).set_folder()


def test_writing_replaces_the_whole_file_and_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "moi" / "tong-hop.xlsx"
    assert write_whole(target, b"old") == target
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "tong-hop.xlsx"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_target_open_in_excel_gets_a_second_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "tong-hop.xlsx"
    target.write_bytes(b"old")
    replace = Path.replace

    def locked(self: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError(13, "open in Excel")
        return replace(self, to)

    monkeypatch.setattr(Path, "replace", locked)
    second = write_whole(target, iter((b"ne", b"w")))  # pieces come but once
    assert target.read_bytes() == b"old"
    assert second.read_bytes() == b"new"
    assert second.name.startswith("tong-hop (") and second.suffix == ".xlsx"


def test_drafts_of_killed_runs_are_swept_and_those_of_living_ones_left(tmp_path: Path) -> None:
    target = tmp_path / "tong-hop [1].xlsx"
    dead, living = (tmp_path / f".{target.name}.{pid}.tmp" for pid in (1, 2))
    other = tmp_path / ".khac.xlsx.1.tmp"
    for draft in (dead, living, other):
        draft.write_bytes(b"half")
    for draft in (dead, other):
        os.utime(draft, (0, 0))
    write_whole(target, b"new")
    assert set(tmp_path.iterdir()) == {target, living, other}
