"""What all commands share: the group, its failures, the common options, the progress bar."""

from __future__ import annotations  # the types of the pipeline are not loaded to print help

import atexit
import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from scoring import __version__
from scoring.cli.echo import echo
from scoring.errors import PartlyWrittenError, UserError
from scoring.periods import ANNUAL
from scoring.proposed import remember

if TYPE_CHECKING:
    from scoring.pipeline.office import Office, Progress

CLEAN, FOUND, USAGE = 0, 1, 2


MANY = 1_000_000
"""Objects made before Python looks for cycles: what is read lives to the end, and looking costs a tenth."""

atexit.register(gc.freeze)  # else Python looks through everything again as it ends: 0.1 s of a ward's 1.5


class Commands(click.Group):
    """The group of commands: in the order of the office's day, and without a traceback for a user."""

    group_class = type  # a group within it is of the same kind

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order of definition, which is the order of use."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """Every expected failure becomes sentences on stderr and exit code 2."""
        gc.set_threshold(MANY)
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            from scoring.text import on_screen

            # It repeats what was typed, names of files among it.
            error.message = on_screen(error.message)  # type: ignore[misc]
            raise
        except (click.exceptions.Exit, click.Abort):
            raise
        except PartlyWrittenError as error:
            fail(*error.messages)
        except UserError as error:
            fail(*error.messages, "Dừng: chưa làm gì; sửa theo hướng dẫn trên rồi chạy lại.")
        except OSError as error:
            name = f" ({error.filename})" if error.filename else ""
            fail(
                f"Không đọc hoặc ghi được{name}: đóng tệp nếu đang mở, kiểm tra quyền và chỗ trống trên đĩa "
                "rồi chạy lại. Kết quả cũ còn nguyên."
            )
        except Exception as fault:
            fail(
                "Công cụ gặp lỗi ngoài dự kiến và đã dừng; biểu và kết quả cũ còn nguyên.",
                f"Đề nghị gửi cho người phụ trách công cụ lệnh vừa gõ và tệp {written_down(fault)}",
            )


def written_down(fault: Exception) -> str:
    """Where the details of an internal error are written, or that nothing could be written."""
    import traceback
    from tempfile import NamedTemporaryFile

    trace = "".join(traceback.format_exception(fault))
    told = f"danvan {__version__}, Python {sys.version}\n{sys.argv}\n\n{trace}"
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", prefix="danvan-loi-", suffix=".txt", delete=False
        ) as file:
            file.write(told)
    except OSError:
        return "(không ghi được)"
    return file.name


def fail(*lines: str) -> NoReturn:
    """Say what is wrong on stderr and stop with exit code 2."""
    for line in lines:
        echo(line, err=True)
    sys.exit(USAGE)


def folder_option(command: Callable[..., None]) -> Callable[..., None]:
    """``--workspace``."""
    return click.option(
        "--workspace",
        "-w",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        callback=remember,
        metavar="THƯ_MỤC",
        help="Thư mục làm việc (có criteria/). Mặc định: thư mục hiện tại.",
    )(command)


def workspace_option(command: Callable[..., None]) -> Callable[..., None]:
    """``--workspace`` and ``--set``."""
    wanted = click.option(
        "--set",
        "wanted_set",
        callback=remember,
        metavar="TÊN_BỘ",
        help="Bộ tiêu chí, khi thư mục làm việc có nhiều bộ.",
    )
    return folder_option(wanted(command))


json_option = click.option(
    "--json", "as_json", is_flag=True, help="In kết quả dạng JSON cho chương trình khác."
)
period_option = click.option(
    "--period",
    "-k",
    metavar="KỲ",
    default=ANNUAL,
    callback=remember,
    show_default=True,
    help="Mã kỳ báo cáo ghi ở phần reports của bộ tiêu chí, ví dụ 6-thang, 9-thang, nam.",
)
by_option = click.option(
    "--by", "who", metavar="HỌ_TÊN", help="Người thực hiện, ghi vào sổ theo dõi (mặc định: tên trên máy)."
)
dry_run_option = click.option(
    "--dry-run",
    "asks",
    is_flag=True,
    help="Xem trước: không ghi gì, chỉ cho biết đơn vị nào đổi điểm, loại, hạng nếu ghi.",
)


def units_option(words: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """``--unit``, several times; ``words`` say what is limited to these units."""
    return click.option(
        "--unit", "units", multiple=True, metavar="ĐƠN_VỊ", help=f"{words} (mã hoặc tên); ghi được nhiều lần."
    )


def calendar_day(ctx: click.Context, param: click.Parameter, typed: str | None) -> date | None:
    """The callback of an option that takes a day: ``20/11/2026``."""
    if typed is None:
        return None
    from scoring.text import day_in, no_day

    if day := day_in(typed):
        return day
    raise click.BadParameter(f"{no_day(typed)}.", ctx, param)


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
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


@contextmanager
def job_bar(office: Office, title: str, label: str, who: str = "") -> Iterator[Progress]:
    """The bar of a command that writes results; it says for whom it waits, on this machine or on the page."""
    from scoring.pipeline.turn import turn

    with turn(office.workspace, title, who, lambda words: echo(words, err=True)), progress_bar(label) as step:
        yield step


@click.group(
    cls=Commands,
    name="danvan",
    subcommand_metavar="LỆNH [TÙY CHỌN]...",
    options_metavar="",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="danvan")
def main() -> None:
    """Chấm điểm, tổng hợp, xếp loại công tác dân vận của các đơn vị trong phường.

    \b
    Đầu năm:          init, criteria check
    6 tháng, 9 tháng: forms -k 6-thang → (đơn vị gửi về) → consolidate -k 6-thang
    Cuối năm:         forms → (đơn vị gửi về) → check → feedback → consolidate
    Thẩm định:        verify export → (ghi điểm) → verify import → consolidate
    Chốt năm:         decide → finalize → verify-freeze → register backup
    Sang năm:         criteria new-year → criteria diff

    Mã kết thúc: 0 đạt, 1 có lỗi cần sửa trong biểu, 2 gõ sai lệnh hoặc bộ tiêu chí có lỗi.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def new_folder_option(command: Callable[..., None]) -> Callable[..., None]:
    """The folder that a command makes, as an argument or as ``--workspace``."""
    kind = click.Path(file_okay=False, path_type=Path)
    argument = click.argument("folder", metavar="[THƯ_MỤC]", required=False, type=kind)
    words = "Thư mục sẽ tạo; ghi ở đây hoặc ở THƯ_MỤC đều được."
    option = click.option("--workspace", "-w", type=kind, metavar="THƯ_MỤC", help=words)
    return argument(option(command))


def one_folder(folder: Path | None, workspace: Path | None, usual: Path | None = None) -> Path:
    """The folder that a command makes, said once."""
    if folder and workspace:
        raise click.UsageError("Chỉ ghi thư mục một lần: THƯ_MỤC hoặc --workspace.")
    wanted = folder or workspace or usual
    if wanted is None:
        raise click.UsageError("Chưa ghi thư mục sẽ tạo, ví dụ: danvan init dan-van-2026.")
    return wanted


def tell(lines: Iterable[str]) -> None:
    """What the user has to know beside the result, on stderr."""
    for line in lines:
        echo(line, err=True)


def warn_sample(office: Office) -> None:
    """Nobody may take a sample set for an issued one."""
    if office.roster.criteria.banner:
        echo(f"Bộ tiêu chí “{office.roster.criteria.id}”: {office.roster.criteria.banner}.", err=True)
