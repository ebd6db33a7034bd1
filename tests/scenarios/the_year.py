"""The office's year, run by the very commands of the guide: from blank forms to a decision ready to sign.

Between the commands a person acts: units send forms and mend them, verifiers type points. ``ACTS`` says
before which command what happens. Every command runs twice: the second run changes nothing.
"""

import hashlib
import re
import shlex
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.support.commands import ROOT, danvan
from tests.verification.books import Cells, filled

GUIDE = (ROOT / "docs" / "huong-dan-su-dung.md").read_text(encoding="utf-8")
OTHERS, _, OFFICE = GUIDE.partition("\n## E. ")
"""What the guide says to everybody else, and the part that does the office's year by commands."""
SHELL = {r"py -m venv .venv", r".venv\Scripts\pip install .", r".venv\Scripts\Activate.ps1"}
"""Lines of the guide that set the machine up and are no commands of the tool."""

KEPT = ("vhxh", "ktht", "vp", "tt-hcc", "tt-dvsnc", "ca", "bchqs", "tdp-01", "tdp-08", "tdp-14")
"""Units that stay in the list: those that the plan names, and three tổ dân phố. tdp-14 never sends a form."""
BEFORE = (
    ("Đơn vị", "Điểm", "Xếp loại", "Hạng"),
    ("Văn phòng HĐND và UBND phường", 92.5, "Xuất sắc", 1),
    ("Phòng Văn hóa - Xã hội", 90, "Xuất sắc", 2),
    ("Công an phường", 88.25, "Tốt", 3),
    ("Tổ dân phố số 1", 84, "Tốt", 4),
    ("Ban Chỉ huy Quân sự phường", 79.5, "Khá", 5),
    ("Trung tâm Phục vụ HCC", 76, "Khá", 6),
    ("Tổ dân phố số 8", 61.75, "Trung bình", 7),
)
"""What the office kept of the year before the tool."""

MADE_ONCE = ("danvan init", "danvan criteria new-year")
"""Commands that refuse to make again what is there."""
YEAR = Path("outputs", "2026", "nam")
EXAMPLE = ROOT / "inputs" / "2026"


def commands(text: str) -> tuple[str, ...]:
    """The lines of the fenced blocks, in order."""
    blocks = re.findall(r"^```\w+\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return tuple(line for block in blocks for line in block.splitlines() if line not in SHELL)


# What persons do in between


class Today(datetime):
    """The clock of the register: the day on which the guide has arrived."""

    day = datetime(2026, 1, 5, 2, tzinfo=UTC)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Today":
        return cls.fromtimestamp(cls.day.timestamp(), tz)


CLOCKS = ("scoring.register.store", "scoring.pipeline.records")
"""Where the tool asks what day it is."""


def on(day: int, month: int) -> None:
    Today.day = datetime(2026, month, day, 2, tzinfo=UTC)


def cut_units() -> None:
    """The official keeps the units of a small ward."""
    path = Path("criteria/viet-hoa-2026/units.yaml")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    sample = re.compile(r"  - \{code: ([\w-]+),.*sample: true")
    kept = (line for line in lines if not (m := sample.match(line)) or m.group(1) in KEPT)
    path.write_text("".join(kept), encoding="utf-8")


def arrive(period: str) -> None:
    """The example's forms of the kept units are copied into the inbox."""
    inbox = Path("inputs/2026", period)
    inbox.mkdir(parents=True, exist_ok=True)
    for form in (EXAMPLE / period).glob("*.xlsx"):
        if re.search(rf"-2026-({'|'.join(KEPT[:-1])})-[a-z]", form.name):
            shutil.copy(form, inbox)


def half_year(period: str, day: int, month: int) -> None:
    on(day, month)
    arrive(period)


def forms_arrive() -> None:
    on(12, 11)
    arrive("nam")


def mended() -> None:
    """tdp-08 gets its feedback form, has its head sign, and sends it again."""
    on(19, 11)
    [form] = (YEAR / "phan-hoi").glob("*-tdp-08-*.xlsx")
    book = load_workbook(form)
    listed = [row[0] for row in book["Cần sửa"].iter_rows(min_row=6, max_col=1, values_only=True) if row[0]]
    assert listed == ["STT", 1, 2]  # and nothing of the unit's own report stands there as left over
    info = book["Thông tin đơn vị"]
    info["B12"].value, info["B13"].value = "Nguyễn Văn Nam", "09/11/2026"
    book.save(Path("inputs/2026/nam", f"{form.stem} (sửa).xlsx"))


def verified(verifier: str, cells: Cells) -> None:
    path = YEAR / "tham-dinh" / f"tham-dinh-2026-{verifier}.xlsx"
    path.write_bytes(filled(path.read_bytes(), cells))


def first_round() -> None:
    on(25, 11)
    cut = {"points1": 1, "reason1": "Chưa có quyết định công nhận"}
    verified("vhxh", {("tdp-01", "3.1.1", key): value for key, value in cut.items()})
    verified("vp", {("vhxh", "3.1.1", key): value for key, value in cut.items()})


def second_round() -> None:
    on(30, 11)
    again = {"reply": "Đã bổ sung quyết định", "points2": 6, "reason2": "Đã có quyết định"}
    verified("vhxh", {("tdp-01", "3.1.1", key): value for key, value in again.items()})


def the_year_before() -> None:
    """The day of freezing has come; the list of 2025, from before the tool, lies where the guide says."""
    on(20, 12)
    book = Workbook()
    for row in BEFORE:
        book.active.append(row)
    Path("inputs/2025").mkdir(exist_ok=True)
    book.save("inputs/2025/ket-qua.xlsx")


IMPORT = "danvan verify import " + " ".join(
    (YEAR / "tham-dinh" / f"tham-dinh-2026-{code}.xlsx").as_posix() for code in ("vhxh", "vp")
)
PAPER = 'danvan receive tdp-14 -k 6-thang --on 09/06/2026 --reason "Bản giấy, sổ công văn đến số 85"'
LATE = 'danvan receive bchqs --on 18/11/2026 --reason "Sổ công văn đến số 152"'
ACTS: dict[tuple[str, int], Callable[[], None]] = {
    ("danvan criteria check", 1): cut_units,
    ("danvan check -k 6-thang inputs/2026/6-thang", 1): lambda: half_year("6-thang", 8, 6),
    (PAPER, 1): lambda: on(9, 6),
    ("danvan check -k 9-thang inputs/2026/9-thang", 1): lambda: half_year("9-thang", 12, 9),
    ("danvan check inputs/2026/nam", 1): forms_arrive,
    (LATE, 1): lambda: on(18, 11),
    ("danvan consolidate", 1): mended,
    (IMPORT, 1): first_round,
    (IMPORT, 2): second_round,
    ("danvan finalize", 1): the_year_before,
}
"""A command and the how-manieth time it stands in the guide -> what happens before."""


# The year


@dataclass(frozen=True)
class Step:
    """A command of the guide, how both runs ended and what each said, and what the second run changed."""

    command: str
    codes: tuple[int, int]
    said: tuple[str, str]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Year:
    root: Path
    steps: tuple[Step, ...]

    def last(self, command: str) -> Step:
        return [step for step in self.steps if step.command.startswith(command)][-1]


def run(command: str) -> tuple[int, str]:
    result = danvan(*shlex.split(command)[1:])
    return result.exit_code, result.output


def left_behind() -> dict[str, str]:
    """Everything but what was read and is kept for speed, by content."""
    files = (path for path in Path().rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def live(home: Path) -> Year:
    """The whole year, every command twice, in a new workspace below ``home``."""
    with pytest.MonkeyPatch.context() as patch:
        for module in CLOCKS:
            patch.setattr(f"{module}.datetime", Today)
        patch.chdir(home)
        steps, seen = [], Counter[str]()
        for command in commands(OFFICE):
            if command.startswith("cd "):
                patch.chdir(command.removeprefix("cd "))
                continue
            seen[command] += 1
            if act := ACTS.get((command, seen[command])):
                act()
            first = run(command)
            before = left_behind()
            second = run(command)
            after = left_behind()
            changed = tuple(sorted(name for name in before | after if before.get(name) != after.get(name)))
            steps.append(Step(command, (first[0], second[0]), (first[1], second[1]), changed))
    assert all(seen[command] >= nth for command, nth in ACTS), "an act whose command the guide lost"
    return Year(home / "dan-van-2026", tuple(steps))
