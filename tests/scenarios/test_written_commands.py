"""Every command that the guide, the READMEs and the help show is done as written.

The year of the guide does those in its blocks; what stands in sentences, tables and the parts for units and
cities is done here, on the example. A command that is new in a page fails until somebody says what has to
be there first.
"""

import os
import re
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from scoring.cli import main
from tests.annex import papers
from tests.reports.rollup.wards import results, workspace
from tests.scenarios.test_whole_year import COMMANDS, README, inline
from tests.scenarios.the_year import CLOCKS, GUIDE, OFFICE, OTHERS, Today, commands, run
from tests.support import office_year
from tests.support.at_hand import at_hand
from tests.support.commands import ENGLISH, ROOT

CRITERIA = (ROOT / "criteria" / "README.md").read_text(encoding="utf-8")
FORM = "tu-cham-2026-tdp-01-to-dan-pho-so-1.xlsx"
NOT_DONE = ROOT / "inputs" / "2026" / "nam"
NEW_YEAR = "danvan criteria new-year 2027"
TO_EXCEL = "danvan criteria to-excel bo-tieu-chi.xlsx"
EXPORT = "danvan verify export"
QUOTA = 'danvan decide quota xuat-sac --accept --reason "Tỷ lệ 25% theo NĐ 335" --document "TB 9/TB-UBND"'
ADOPT = 'danvan decide adopt tdp-01 --reason "Đã đối chiếu hồ sơ"'

FIRST: dict[str, tuple[str, ...]] = {
    "danvan forms -k 6-thang --set viet-hoa-2027": (NEW_YEAR,),
    'danvan finalize --again --reason "Bổ sung điểm của Trạm Y tế"': ("frozen",),
    'danvan decide revoke 42 --reason "Ghi nhầm đơn vị"': ("line 42",),
    "danvan register restore": ("danvan register backup",),
    "danvan register restore D:/luu/so-theo-doi-2026.sqlite": (
        "danvan register backup D:/luu/so-theo-doi-2026.sqlite",
    ),
    "danvan check tu-cham-2026-vhxh.xlsx": ("form",),
    "danvan rollup cac-phuong --expect danh-sach-phuong.txt": ("wards",),
    f"danvan check --workspace dan-van-2026 {FORM}": ("unit",),
    "danvan criteria from-table phu-luc.docx": ("annex",),
    "danvan criteria units-from-table danh-sach.docx": ("list of units",),
    "danvan criteria from-excel bo-tieu-chi.xlsx": (TO_EXCEL,),
    "danvan criteria from-excel bo-tieu-chi.xlsx --replace": (TO_EXCEL,),
    "danvan criteria diff viet-hoa-2026 viet-hoa-2027": (NEW_YEAR,),
    "danvan criteria diff viet-hoa-2026.bak viet-hoa-2026": ("replaced",),
}
"""What has to be there before a command can be done: other commands, or an act below."""

SYNOPSES = {
    "danvan init DIR": "danvan init moi",
    "danvan init THƯ_MỤC": "danvan init moi",
    "danvan demo [DIR]": "danvan demo thu",
    "danvan criteria to-excel [FILE]": "danvan criteria to-excel",
    "danvan criteria from-excel FILE": "danvan criteria from-excel bo-tieu-chi.xlsx",
    "danvan criteria from-table FILE": "danvan criteria from-table phu-luc.docx",
    "danvan criteria units-from-table FILE": "danvan criteria units-from-table danh-sach.docx",
    "danvan criteria new-year YEAR": NEW_YEAR,
    "danvan criteria diff OLD NEW": "danvan criteria diff viet-hoa-2026 viet-hoa-2027",
    "danvan check PATH...": "danvan check inputs/2026/nam",
    "danvan receive UNIT... --on DAY --reason WHY": "danvan receive ca tyt --on 12/11/2026 --reason x",
    "danvan verify import BOOK...": "danvan verify import outputs/2026/nam/tham-dinh/tham-dinh-2026.xlsx",
    "danvan decide adopt UNIT...": ADOPT,
    "danvan decide exempt UNIT... CODE": "danvan decide exempt tdp-06 3.1.2 --reason x --document y",
    "danvan decide condition UNIT... CODE": "danvan decide condition vp DK1 --holds --reason x --document y",
    "danvan decide disqualify UNIT": "danvan decide disqualify tdp-07 --reason x --document y",
    "danvan decide reopen UNIT": "danvan decide reopen thcs --reason x",
    "danvan decide leave-out UNIT...": "danvan decide leave-out tdp-14 --reason x",
    "danvan decide class UNIT CLASS": "danvan decide class tdp-02 tot --reason x --document y",
    "danvan decide quota CLASS --accept": QUOTA,
    "danvan decide revoke LINE": 'danvan decide revoke 42 --reason "Ghi nhầm đơn vị"',
    "danvan approve STEP": "danvan approve to-tham-dinh",
    "danvan send-back STEP": "danvan send-back to-tham-dinh --reason x",
    "danvan register log [UNIT]": "danvan register log tdp-01",
    "danvan register restore [FILE]": "danvan register restore",
    "danvan trail UNIT CODE": "danvan trail tdp-01 3.1.1",
    "danvan verify-freeze [EDITION]": "danvan verify-freeze 1",
    "danvan rollup DIR...": "danvan rollup cac-phuong --expect danh-sach-phuong.txt",
}
"""A synopsis of the READMEs -> the command that is done for it."""
FIRST_STEP = ("steps", "danvan approve to-tham-dinh")
FIRST |= {
    SYNOPSES["danvan verify import BOOK..."]: (EXPORT,),
    "danvan verify-freeze 1": ("frozen",),
    QUOTA: ("a quota is exceeded",),
    "danvan verify-freeze": ("frozen",),
    "danvan finalize": ("settled",),
    "danvan approve to-tham-dinh": ("steps",),
    "danvan send-back to-tham-dinh --reason x": ("steps",),
    'danvan approve to-tham-dinh --block "Khối tổ dân phố" --by "Nguyễn Thị An"': ("steps",),
    'danvan approve chu-tich --by "Trần Văn Bình" --document "BB 15 ngày 20/12/2026"': FIRST_STEP,
    'danvan send-back chu-tich --reason "Xem lại điểm khối tổ dân phố" --by "Trần Văn Bình"': FIRST_STEP,
}


def is_a_name(written: str) -> bool:
    """True where a text names a command, and is none that could be typed: it lacks what has to be given."""
    command: click.Command = main
    words = shlex.split(written)[1:]
    while words and isinstance(command, click.Group) and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    required = not isinstance(command, click.Group) and any(each.required for each in command.params)
    return not words and (isinstance(command, click.Group) or required or written == "danvan init")


def in_help() -> list[str]:
    """The examples that the help of each command shows."""
    texts = (command.help or "" for command in COMMANDS.values())
    return [line.strip() for text in texts for line in re.findall(r"^ *(?:Ví dụ: )?(danvan .*)$", text, re.M)]


BLOCKS = commands(OTHERS)
SHOWN = dict.fromkeys((*inline(GUIDE), *BLOCKS, *inline(README), *inline(CRITERIA), *in_help()))
WRITTEN = [each for each in SHOWN if not is_a_name(each) and each not in commands(OFFICE)]


def test_the_pages_show_commands_and_nothing_is_left_out() -> None:
    """The year of the guide does its blocks; every synopsis of a README has a command; names are names."""
    assert len(WRITTEN) > 25 and len(commands(OFFICE)) > 25
    placeholders = [each for each in inline(README) if re.search(r"[A-Z]{3}", each.partition(" --on")[0])]
    assert not set(placeholders) - SYNOPSES.keys()
    for each in SHOWN:
        assert not is_a_name(each) or run(f"{each} --help")[0] == 0, each


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as `danvan demo` leaves it."""
    home = tmp_path_factory.mktemp("vi-du")
    with pytest.MonkeyPatch.context() as patch:
        at_the_year_end(patch)
        patch.chdir(home)
        assert run("danvan demo")[0] in (0, 1)
    return home / "danvan-demo"


def at_the_year_end(patch: pytest.MonkeyPatch) -> None:
    Today.day = datetime(2026, 11, 20, 2, tzinfo=UTC)
    for module in CLOCKS:
        patch.setattr(f"{module}.datetime", Today)


@pytest.mark.parametrize("written", WRITTEN)
@at_hand()
def test_a_command_of_a_page_is_done_as_written(
    written: str, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_year_end(monkeypatch)
    # A page is open until somebody ends it: here it is looked at that everything before it is in order.
    monkeypatch.setattr("scoring.web.serve._serve", lambda *_, **__: None)
    shutil.copytree(example, tmp_path / "phuong")
    monkeypatch.chdir(tmp_path / "phuong")
    command = SYNOPSES.get(written, written)
    for before in FIRST.get(command, ()):
        prepare(before)
    code, said = run(command)
    assert code in (0, 1), said
    assert not ENGLISH.search(said), said


def prepare(what: str) -> None:
    if what.startswith("danvan "):
        code, said = run(what)
        assert code in (0, 1), said
        return
    ACTS[what]()


def wards() -> None:
    workspace(Path("cac-phuong/viet-hoa"), results("UBND phường Việt Hoà"))
    Path("danh-sach-phuong.txt").write_text("Phường Việt Hòa\n", encoding="utf-8")


def unit() -> None:
    """What a unit's IT helper has: the criteria of the office, and the unit's own form."""
    shutil.copytree("criteria", "dan-van-2026/criteria")
    shutil.copy(next(NOT_DONE.glob("tu-cham-2026-tdp-01-*.xlsx")), FORM)


def form() -> None:
    shutil.copy(next(NOT_DONE.glob("tu-cham-2026-vhxh-*.xlsx")), "tu-cham-2026-vhxh.xlsx")


def annex() -> None:
    """An official's paper: a table of points in Word."""
    rows = [["TT", "Nội dung", "Điểm"], ["1", "Ban hành kế hoạch", "100"]]
    Path("phu-luc.docx").write_bytes(papers.word(rows))


def list_of_units() -> None:
    Path("danh-sach.docx").write_bytes(papers.word((("TT", "Tên đơn vị"), ("1", "Phòng Tư pháp"))))


def line_42() -> None:
    """A small office that has recorded decisions until line 42 is one of them."""
    office_year.with_forms(Path("nho"))
    os.chdir("nho")
    for number in range(14):
        code, said = run(f'danvan receive --all-units --on 12/11/2026 --reason "Sổ công văn {number}"')
        assert code == 0, said


def replaced() -> None:
    folder = Path("criteria/viet-hoa-2026")
    shutil.copy(folder / "criteria.yaml", folder / "criteria.yaml.bak")


def exceeded() -> None:
    """A small office in which one unit is of a class that nobody may have."""
    office_year.settled(Path("vuot"))
    os.chdir("vuot")
    code, said = run("danvan decide class vhxh xuat-sac --reason x --document y")
    assert code == 0, said


def settled() -> None:
    """A small office in which everything is decided, so that the year can be closed."""
    office_year.settled(Path("chot"))
    os.chdir("chot")


def steps() -> None:
    """The same where results are approved in two steps before."""
    names = {"to-tham-dinh": "Tổ thẩm định", "chu-tich": "Chủ tịch"}
    lines = (f"  - {{code: {code}, name: {name}}}\n" for code, name in names.items())
    office_year.settled(Path("duyet"), "\napprovals:\n" + "".join(lines))
    os.chdir("duyet")


def frozen() -> None:
    settled()
    code, said = run("danvan finalize")
    assert code == 0, said


ACTS = {
    "a quota is exceeded": exceeded,
    "annex": annex,
    "list of units": list_of_units,
    "wards": wards,
    "form": form,
    "unit": unit,
    "line 42": line_42,
    "frozen": frozen,
    "settled": settled,
    "replaced": replaced,
    "steps": steps,
}
