"""What closing a year leaves behind, and what persons do to it in between."""

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from scoring.pipeline.office import open_office
from scoring.register import Draft, Ledger
from scoring.register.store import FILE
from scoring.register.tables import GUARDS
from scoring.reports.documents import TEMPLATES
from tests.support.commands import ENGLISH, danvan
from tests.support.office_year import (
    CODES,
    say,
)

Change = Callable[[Path], None]
FILES = {
    "xep-loai.xlsx",
    "tong-hop.xlsx",
    "ket-qua.json",
    "manifest.json",
    "quyet-dinh.docx",
    "bao-cao-ubnd-phuong.docx",
    "bao-cao-ubnd-thanh-pho.docx",
    "danh-sach-nop-muon-chua-nop.docx",
    *(f"thong-bao/{code}.docx" for code in CODES),
    "nguon/criteria.yaml",
    "nguon/units.yaml",
    *(f"nguon/{name}" for name in TEMPLATES),
}


def editions(root: Path) -> Path:
    return root / "outputs" / "2026" / "nam" / "chinh-thuc"


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files
    }


def ledger(root: Path) -> Ledger:
    return open_office(root).register.ledger(2026)


def finalize(root: Path, *words: str) -> tuple[int, str]:
    result = danvan("finalize", "-w", root, *words)
    assert not ENGLISH.search(result.output), result.output
    return result.exit_code, result.output


def lines(root: Path, *groups: Iterable[Draft]) -> None:
    say(root, *(draft for group in groups for draft in group))


def alter_register(root: Path) -> None:
    with sqlite3.connect(root / FILE) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE danvan_register SET who = 'ai đó' WHERE seq = 5")
        for guard in GUARDS["sqlite"]:
            connection.execute(guard)
    connection.close()


def added(path: str, content: bytes = b"x") -> Change:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)

    return change
