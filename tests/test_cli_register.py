"""register: shown, checked, backed up, restored, and missed where it is lost."""

import getpass
import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.engine.model import State
from scoring.example import LATE, RECEIVED
from scoring.pipeline.office import open_office
from scoring.register import Action
from scoring.register.store import Register
from scoring.register.tables import GUARDS
from tests.support.commands import ENGLISH, danvan
from tests.test_cli_decide import FORMS, lines, run

__all__ = ["FORMS"]  # of the workspace


@pytest.mark.parametrize(
    "words",
    [
        "receive ca --on 12/11/2026 --reason x",
        "decide adopt ca --reason x",
        "decide leave-out ca --reason x",
        "register log",
        "register check",
        "register backup",
        "verify export",
        "feedback",
        "trail ca 3.1.1",
        "finalize",
        "verify-freeze",
    ],
)
def test_a_lost_register_is_not_made_anew_in_silence(workspace: Path, words: str) -> None:
    run(workspace)
    kept = workspace / "so-theo-doi.sqlite"
    kept.unlink()
    result = danvan(*words.split(), "-w", workspace)
    assert result.exit_code == 2
    assert "Không thấy sổ theo dõi" in result.stderr and "danvan consolidate" in result.stderr
    assert not kept.exists()


def test_the_log_tells_who_what_when_and_why(workspace: Path) -> None:
    run(workspace)
    words = ["receive", "ca", "--on", "11/11/2026", "--reason", "Sổ đến số 145", "--by", "Lan"]
    danvan(*words, "-w", workspace)
    whole = danvan("register", "log", "-w", workspace).stdout
    assert "12/11/2026 08:00" in whole
    assert whole.splitlines()[-1] == "Sổ theo dõi năm 2026: 5 dòng."
    of_one = danvan("register", "log", "Công an phường", "-w", workspace).stdout
    for word in ("Lan", "ghi ngày nhận", "nhận ngày 11/11/2026", "Sổ đến số 145"):
        assert word in of_one
    assert "Phòng Văn hóa" not in of_one


HASH = re.compile("[0-9a-f]{8}")


def test_the_log_speaks_of_files_days_and_names_not_of_hashes(workspace: Path) -> None:
    run(workspace)
    why = ("--reason", "Đúng", "--document", "BB 7", "--by", "Lan", "-w", workspace)
    danvan("decide", "adopt", "ca", *why)
    danvan("decide", "class", "ca", "tot", *why)
    danvan("decide", "revoke", "6", "--reason", "Nhầm", "-w", workspace)
    found = json.loads(danvan("register", "log", "--json", "-w", workspace).stdout)
    said = {each["action"]: each["content"] for each in found}
    assert said["set_used"].startswith("Bộ tiêu chí") and "viet-hoa" not in said["set_used"]
    assert re.fullmatch(r"biểu tu-cham-2026-ca-.*\.xlsx nhận ngày 12/11/2026", said["adopted"])
    assert said["classed"] == "loại Tốt"
    assert said["revoked"] == "dòng 6 (quyết định xếp loại)"
    shown = danvan("register", "log", "-w", workspace).stdout
    assert not HASH.search(shown) and "kỳ nam" not in shown


def test_the_log_is_filtered_and_written_to_excel(workspace: Path) -> None:
    run(workspace)
    danvan("receive", "ca", "--on", "11/11/2026", "--reason", "Sổ 145", "--by", "Lan", "-w", workspace)

    def chosen(*words: object) -> list[str]:
        found = json.loads(danvan("register", "log", *words, "--json", "-w", workspace).stdout)
        return [each["action"] for each in found]

    assert chosen("--action", "ghi ngày nhận") == ["arrived"]
    assert chosen("--find", "sổ 145") == ["arrived"]
    assert chosen("ca", "--to", "12/11/2026") == ["received"]
    assert "received" not in chosen("--from", "13/11/2026")
    wrong = danvan("register", "log", "--action", "ghi ngay nhan", "-w", workspace)
    assert wrong.exit_code == 2 and "Có lẽ là “ghi ngày nhận”" in wrong.output
    book = workspace / "so.xlsx"
    done = danvan("register", "log", "--action", "ghi ngày nhận", "--xlsx", book, "-w", workspace)
    assert "Xong: 1 dòng ở" in done.stdout
    [line] = load_workbook(book)["Sổ theo dõi"].iter_rows(min_row=5, values_only=True)
    assert line[2:4] == ("Lan", "ghi ngày nhận")
    again = danvan("register", "log", "--xlsx", book, "-w", workspace)
    assert again.exit_code == 2 and "Đã có tệp" in again.output


def test_a_preview_names_who_would_sign(workspace: Path) -> None:
    run(workspace)
    words = ("--reason", "x", "--document", "BB 7", "--dry-run", "--json", "-w", workspace)
    found = json.loads(danvan("decide", "condition", "ca", "DK1", "--holds", *words).stdout)
    assert [each["who"] for each in found["lines"]] == [getpass.getuser()]


def test_a_backup_brings_the_decisions_back(workspace: Path) -> None:
    run(workspace)
    danvan("decide", "disqualify", "ca", "--reason", "Vi phạm", "--document", "KL 5", "-w", workspace)
    register = workspace / "so-theo-doi.sqlite"
    made = danvan("register", "backup", "-w", workspace)
    (copy,) = (workspace / "sao-luu").iterdir()
    assert str(copy) in made.output
    assert "không ghi thêm" in danvan("register", "backup", "-w", workspace).output
    assert danvan("register", "backup", copy, "-w", workspace).exit_code == 2
    before = lines(workspace)
    register.unlink()
    lost = danvan("consolidate", "-w", workspace)
    assert lost.stderr.count("Không thấy sổ theo dõi") == 1
    assert "danvan register restore" in lost.stderr
    assert "Không thấy sổ theo dõi" not in danvan("consolidate", "-w", workspace).stderr
    refused = danvan("register", "restore", copy, "-w", workspace)
    assert "4 dòng (số 1 đến 4)" in refused.stderr  # of the new register
    assert danvan("register", "restore", copy, "--replace", "-w", workspace).exit_code == 0
    assert lines(workspace) == before
    assert run(workspace).results["ca"].state is State.INELIGIBLE


def test_nothing_is_lost_where_nothing_was_recorded(workspace: Path) -> None:
    assert "Không thấy sổ theo dõi" not in danvan("consolidate", "-w", workspace).stderr


def test_a_register_that_cannot_be_read_stops_with_words(workspace: Path) -> None:
    (workspace / "so-theo-doi.sqlite").write_bytes(b"x" * 5000)
    for words in (["consolidate"], ["register", "log"], ["register", "check"], ["register", "backup"]):
        result = danvan(*words, "-w", workspace)
        assert result.exit_code == 2
        assert "không phải là sổ theo dõi" in result.stderr
    assert not (workspace / "outputs" / "2026").exists()


def test_check_says_whether_the_register_is_whole(workspace: Path) -> None:
    import sqlite3

    run(workspace)
    assert danvan("register", "check", "-w", workspace).output.startswith(
        "Đạt: sổ theo dõi nguyên vẹn, 4 dòng"
    )
    with sqlite3.connect(workspace / "so-theo-doi.sqlite") as opened:
        opened.execute("DROP TRIGGER danvan_register_no_update")
        opened.execute("UPDATE danvan_register SET at = '2026-06-01T00:00:00+00:00' WHERE seq = 3")
        opened.execute(GUARDS["sqlite"][0])
    result = danvan("register", "check", "-w", workspace)
    assert result.exit_code == 1
    assert "sai từ dòng 3" in result.output
    assert danvan("register", "backup", "-w", workspace).exit_code == 2
    assert not (workspace / "sao-luu").exists()


def test_the_example_is_the_same_on_every_day(tmp_path: Path) -> None:
    danvan("demo", tmp_path / "thu")
    ledger = open_office(tmp_path / "thu").register.ledger(2026)
    reports = open_office(tmp_path / "thu").roster.criteria.reports
    arrival = ledger.arrival("ca", "nam")
    assert arrival and arrival.day == RECEIVED["nam"]
    on_time = {unit: ledger.punctual(unit, reports)["nam"] for unit in ("ca", "tdp-01", *LATE)}
    assert on_time == {"ca": True, "tdp-01": True, **dict.fromkeys(LATE, False)}
    written = json.loads((tmp_path / "thu/outputs/2026/nam/tong-hop.json").read_text(encoding="utf-8"))
    danvan("demo", tmp_path / "thu")
    assert open_office(tmp_path / "thu").register.ledger(2026) == ledger
    assert (
        json.loads((tmp_path / "thu/outputs/2026/nam/tong-hop.json").read_text(encoding="utf-8")) == written
    )


COMMANDS = [
    ["receive"],
    *(
        ["decide", each]
        for each in ("adopt", "exempt", "disqualify", "reopen", "leave-out", "class", "quota", "revoke")
    ),
    *(["register", each] for each in ("log", "check", "backup")),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_in_vietnamese(words: list[str]) -> None:
    explained = danvan(*words, "--help").output
    assert f"Ví dụ: danvan {' '.join(words)}" in explained
    assert not ENGLISH.search(explained)
    wrong = danvan(*words, "--khong-co")
    assert wrong.exit_code == 2
    assert not ENGLISH.search(wrong.output)


def test_a_backup_becomes_the_register_again_and_the_former_is_kept(workspace: Path) -> None:
    kept = workspace / "so-theo-doi.sqlite"
    run(workspace)
    danvan("register", "backup", "-w", workspace)
    assert "Không đổi gì" in danvan("register", "restore", "-w", workspace).output
    danvan("decide", "adopt", "ca", "--reason", "Họp", "-w", workspace)
    after = lines(workspace)
    refused = danvan("register", "restore", "-w", workspace)
    assert refused.exit_code == 2 and not ENGLISH.search(refused.output)
    assert "1 dòng (số 5 đến 5)" in refused.stderr and "--replace" in refused.stderr
    assert lines(workspace) == after
    kept.with_name("so-theo-doi.sqlite-journal").write_bytes(b"left by a killed command")
    result = danvan("register", "restore", "--replace", "-w", workspace)
    assert result.exit_code == 0 and not ENGLISH.search(result.output)
    assert lines(workspace, Action.ADOPTED) == ()
    assert f"{len(lines(workspace))} dòng" in result.output
    assert "1 dòng (số 5 đến 5) chỉ có ở sổ cũ" in result.output
    former = workspace / "sao-luu" / "so-theo-doi-truoc-khoi-phuc-1.sqlite"
    assert Register.at(former, open_office(workspace).register.owner).ledger(2026).records == after
    assert not kept.with_name("so-theo-doi.sqlite-journal").exists()


def test_a_lost_register_comes_back(workspace: Path) -> None:
    run(workspace)
    danvan("register", "backup", "-w", workspace)
    (workspace / "so-theo-doi.sqlite").unlink()
    assert danvan("register", "restore", "-w", workspace).exit_code == 0
    assert danvan("register", "check", "-w", workspace).exit_code == 0


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\0 and then nothing"])
def test_what_is_no_backup_is_not_restored(workspace: Path, tmp_path: Path, content: bytes | None) -> None:
    run(workspace)
    before = (workspace / "so-theo-doi.sqlite").read_bytes()
    words: list[object] = ["register", "restore", "-w", workspace]
    if content is not None:
        (tmp_path / "khac.sqlite").write_bytes(content)
        words.append(tmp_path / "khac.sqlite")
    result = danvan(*words)
    assert result.exit_code == 2 and not ENGLISH.search(result.output)
    assert (workspace / "so-theo-doi.sqlite").read_bytes() == before
