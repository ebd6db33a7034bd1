"""The command line: parse, call one pipeline function, print. Exit 0 clean, 1 errors found, 2 usage."""

import gettext
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import NoReturn

# Click takes its own words from gettext; they have to be bound before it is asked for any.
gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
os.environ["LANGUAGE"] = "vi"

import click  # noqa: E402

from scoring import __version__, pipeline  # noqa: E402
from scoring.errors import UserError  # noqa: E402

CLEAN, FOUND, USAGE = 0, 1, 2


class Words(click.Group):
    """The group of commands: in the order of the office's day, and without a traceback for a user."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order of definition, which is the order of use."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """Every expected failure becomes sentences on stderr and exit code 2."""
        try:
            return super().invoke(ctx)
        except UserError as error:
            _fail(*error.messages, "Dừng: chưa làm gì; sửa theo hướng dẫn trên rồi chạy lại.")
        except OSError as error:
            name = f" ({error.filename})" if error.filename else ""
            _fail(
                f"Không đọc hoặc ghi được{name}: đóng tệp nếu đang mở, kiểm tra quyền và chỗ trống trên đĩa "
                "rồi chạy lại. Kết quả cũ còn nguyên."
            )


def _fail(*lines: str) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(USAGE)


def _folder(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--workspace",
        "-w",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        metavar="THƯ_MỤC",
        help="Thư mục làm việc (có criteria/). Mặc định: thư mục hiện tại.",
    )(command)


def _workspace(command: Callable[..., None]) -> Callable[..., None]:
    wanted = click.option(
        "--set", "wanted_set", metavar="TÊN_BỘ", help="Bộ tiêu chí, khi thư mục làm việc có nhiều bộ."
    )
    return _folder(wanted(command))


_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON cho chương trình khác.")


@contextmanager
def _progress(label: str) -> Iterator[pipeline.Progress]:
    """A bar on stderr where somebody watches; it starts with the first step."""
    watched = sys.stderr.isatty()
    template = "%(label)s [%(bar)s] %(info)s"
    with click.progressbar(
        length=1, label=label, file=sys.stderr, bar_template=template, show_pos=True, hidden=not watched
    ) as bar:

        def step(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield step


@click.group(
    cls=Words,
    name="danvan",
    subcommand_metavar="LỆNH [TÙY CHỌN]...",
    options_metavar="",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="danvan")
def main() -> None:
    """Chấm điểm, tổng hợp, xếp loại công tác dân vận của các đơn vị trong phường.

    Thứ tự làm trong năm: init → criteria check → forms → (đơn vị điền, gửi lại) → check → consolidate.

    Mã kết thúc: 0 đạt, 1 có lỗi cần sửa trong biểu, 2 gõ sai lệnh hoặc bộ tiêu chí có lỗi.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _new_folder(command: Callable[..., None]) -> Callable[..., None]:
    kind = click.Path(file_okay=False, path_type=Path)
    argument = click.argument("folder", metavar="[THƯ_MỤC]", required=False, type=kind)
    words = "Thư mục sẽ tạo; ghi ở đây hoặc ở THƯ_MỤC đều được."
    option = click.option("--workspace", "-w", type=kind, metavar="THƯ_MỤC", help=words)
    return argument(option(command))


def _one_folder(folder: Path | None, workspace: Path | None, usual: Path | None = None) -> Path:
    """The folder that a command makes, said once."""
    if folder and workspace:
        raise click.UsageError("Chỉ ghi thư mục một lần: THƯ_MỤC hoặc --workspace.")
    wanted = folder or workspace or usual
    if wanted is None:
        raise click.UsageError("Chưa ghi thư mục sẽ tạo, ví dụ: danvan init dan-van-2026.")
    return wanted


@main.command(options_metavar="[TÙY CHỌN]")
@_new_folder
def init(folder: Path | None, workspace: Path | None) -> None:
    """Tạo thư mục làm việc mới với bộ tiêu chí mẫu.

    \b
    Ví dụ: danvan init dan-van-2026
    """
    root = _one_folder(folder, workspace)
    office = pipeline.init(root)
    click.echo(f"Đã tạo thư mục làm việc {root}.")
    click.echo(
        f"- Bộ tiêu chí ({office.roster.criteria.banner or 'đã ban hành'}): "
        f"{office.workspace.set_folder()} – sửa theo văn bản của địa phương."
    )
    click.echo(f"- Biểu đơn vị gửi về chép vào: {office.inbox}")
    click.echo(f"Xong. Việc tiếp theo: danvan criteria check -w {root}, rồi danvan forms -w {root}.")


@main.command(options_metavar="[TÙY CHỌN]")
@_workspace
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="ĐƠN_VỊ",
    help="Chỉ tạo cho đơn vị này (mã hoặc tên); ghi được nhiều lần.",
)
def forms(workspace: Path, wanted_set: str | None, units: tuple[str, ...]) -> None:
    """Tạo biểu mẫu tự chấm điểm cho từng đơn vị.

    \b
    Ví dụ: danvan forms
           danvan forms --unit tdp-01
    """
    office = pipeline.open_office(workspace, wanted_set)
    with _progress("Tạo biểu mẫu") as progress:
        written = pipeline.forms(office, units, progress)
    _warn_sample(office)
    click.echo(f"Xong: {len(written.files)} biểu mẫu ở {written.folder}. Gửi mỗi đơn vị đúng tệp của mình.")


@main.command(options_metavar="[TÙY CHỌN]")
@_workspace
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="TỆP_HOẶC_THƯ_MỤC...",
    type=click.Path(exists=True, path_type=Path),
)
@_json
def check(workspace: Path, wanted_set: str | None, paths: tuple[Path, ...], as_json: bool) -> None:
    """Kiểm tra biểu đã điền trước khi gửi hoặc khi nhận.

    \b
    Ví dụ: danvan check tu-cham-2026-vhxh.xlsx
           danvan check inputs/2026/nam
    """
    office = pipeline.open_office_or_example(workspace, wanted_set)
    if office.is_example:
        click.echo(
            "Kiểm tra theo bộ tiêu chí mẫu kèm theo công cụ vì ở đây không có thư mục criteria. "
            "Phường dùng bộ tiêu chí riêng thì thêm: --workspace THƯ_MỤC.",
            err=True,
        )
    with _progress("Kiểm tra") as progress:
        receipts = pipeline.check(office, paths, progress)
    if as_json:
        click.echo(pipeline.checked_json(receipts))
    else:
        _console().show_checked(office, receipts)
    sys.exit(FOUND if pipeline.errors_to_mend(receipts) else CLEAN)


@main.command(options_metavar="[TÙY CHỌN]")
@_workspace
@_json
def consolidate(workspace: Path, wanted_set: str | None, as_json: bool) -> None:
    """Đọc biểu đã nhận, chấm lại, xếp loại, ghi bảng tổng hợp.

    \b
    Ví dụ: danvan consolidate
    """
    office = pipeline.open_office(workspace, wanted_set)
    with _progress("Đọc biểu") as progress:
        done = pipeline.consolidate(office, progress)
    if as_json:
        click.echo(done.json)
    else:
        _warn_sample(office)
        _console().show_consolidated(office, done)
    sys.exit(FOUND if pipeline.errors_to_mend(done.consolidation.receipts) else CLEAN)


@main.group(options_metavar="", subcommand_metavar="LỆNH [TÙY CHỌN]...")
def criteria() -> None:
    """Làm việc với bộ tiêu chí và danh sách đơn vị."""


@criteria.command("check", options_metavar="[TÙY CHỌN]")
@_workspace
def criteria_check(workspace: Path, wanted_set: str | None) -> None:
    """Kiểm tra bộ tiêu chí và danh sách đơn vị, in bảng đơn vị.

    \b
    Ví dụ: danvan criteria check
    """
    _console().show_criteria(pipeline.open_office(workspace, wanted_set))


@criteria.command("to-excel", options_metavar="[TÙY CHỌN]")
@_workspace
@click.argument("file", metavar="[TỆP]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Ghi đè tệp Excel đã có.")
def criteria_to_excel(workspace: Path, wanted_set: str | None, file: Path | None, replace: bool) -> None:
    """Ghi bộ tiêu chí và đơn vị ra bảng Excel để sửa.

    \b
    Ví dụ: danvan criteria to-excel bo-tieu-chi.xlsx
    """
    office = pipeline.open_office(workspace, wanted_set)
    written = pipeline.criteria_to_excel(office, file, replace)
    click.echo(f"Xong: {written}. Sửa rồi đưa trở lại bằng: danvan criteria from-excel {written}")


@criteria.command("from-excel", options_metavar="[TÙY CHỌN]")
@_folder
@click.argument("file", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Thay bộ cùng mã; tệp cũ được giữ với đuôi .bak.")
def criteria_from_excel(workspace: Path, file: Path, replace: bool) -> None:
    """Đọc bảng Excel đã sửa thành bộ tiêu chí.

    \b
    Ví dụ: danvan criteria from-excel bo-tieu-chi.xlsx
    """
    taken = pipeline.criteria_from_excel(workspace, file, replace)
    name = taken.roster.criteria.id
    for path in taken.kept:
        click.echo(f"Giữ bản cũ: {path}")
    if not taken.written:
        click.echo(f"Không đổi: bộ “{name}” đã giống bảng Excel.")
        return
    for path in taken.written:
        click.echo(f"Đã ghi: {path}")
    if taken.kept:
        click.echo("Tiêu chí đổi thì biểu mẫu đã gửi theo bản cũ không dùng được; tạo và gửi lại.", err=True)
    click.echo(f"Xong. Việc tiếp theo: danvan criteria check --set {name}")


def _year(_: click.Context, __: click.Parameter, typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and 2000 <= int(typed) <= 2100):
        raise click.BadParameter("năm gồm bốn chữ số, từ 2000 đến 2100.")
    return int(typed)


@criteria.command("new-year", options_metavar="[TÙY CHỌN]")
@_folder
@click.argument("year", metavar="NĂM", callback=_year)
@click.option("--from", "--set", "wanted_set", metavar="TÊN_BỘ", help="Bộ được chép, khi có nhiều bộ.")
def criteria_new_year(workspace: Path, year: int, wanted_set: str | None) -> None:
    """Chép bộ tiêu chí sang năm mới.

    \b
    Ví dụ: danvan criteria new-year 2027 --from viet-hoa-2026
    """
    folder, made = pipeline.criteria_new_year(workspace, year, wanted_set)
    click.echo(f"Đã tạo {folder}: {made.criteria.name}. {made.criteria.banner}.")
    click.echo("Đã chuyển: mã, tên, năm, kỳ đánh giá, ngày hạn báo cáo; đã bỏ số, ngày quyết định.")
    click.echo("Cần xem lại bằng mắt: điểm, mức, danh sách đơn vị, các dòng ghi chú (#) trong tệp.")
    if made.to_check:
        click.echo("Ngày, năm trong câu chữ được giữ nguyên; xem và sửa từng mục sau:")
    for line in made.to_check:
        click.echo(f"- {line}")
    click.echo(f"Xong: {len(made.to_check)} mục cần xem. Sửa rồi gõ: danvan criteria check --set {made.id}")


@criteria.command("diff", options_metavar="[TÙY CHỌN]")
@_folder
@click.argument("old", metavar="BỘ_CŨ")
@click.argument("new", metavar="BỘ_MỚI")
def criteria_diff(workspace: Path, old: str, new: str) -> None:
    """So hai bộ tiêu chí: đổi gì, chạm tới ai.

    Ghi tên bộ trong criteria/ hoặc thư mục. Mã kết thúc: 0 giống hệt, 1 khác nhau.

    \b
    Ví dụ: danvan criteria diff viet-hoa-2026 viet-hoa-2027
    """
    comparison = pipeline.criteria_diff(workspace, old, new)
    for line in comparison.lines():
        click.echo(line)
    sys.exit(CLEAN if comparison.identical else FOUND)


@main.command(options_metavar="[TÙY CHỌN]")
@_new_folder
def demo(folder: Path | None, workspace: Path | None) -> None:
    """Chạy thử trên ví dụ phường Việt Hoà 2026 (số liệu giả định).

    \b
    Ví dụ: danvan demo
    """
    office = pipeline.demo(_one_folder(folder, workspace, usual=Path("danvan-demo")))
    with _progress("Đọc biểu") as progress:
        done = pipeline.consolidate(office, progress)
    _warn_sample(office)
    _console().show_consolidated(office, done)


def _console() -> ModuleType:
    """Tables come from rich, which only commands that print some should load."""
    from scoring import console

    return console


def _warn_sample(office: pipeline.Office) -> None:
    if office.roster.criteria.banner:
        click.echo(f"Bộ tiêu chí “{office.roster.criteria.id}”: {office.roster.criteria.banner}.", err=True)
