"""The page: the same work with the mouse."""

import gc
from pathlib import Path

import click

from scoring.cli.base import MANY, main, workspace_option
from scoring.cli.echo import echo

PORT = 8765


@main.command(options_metavar="[TÙY CHỌN]")
@workspace_option
@click.option(
    "--host",
    metavar="ĐỊA_CHỈ",
    default="127.0.0.1",
    show_default=True,
    help="Địa chỉ mạng của máy để mở trang.",
)
@click.option(
    "--port",
    metavar="SỐ",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Cổng; 0: cổng trống bất kỳ.",
)
@click.option("--lan", is_flag=True, help="Cho các máy khác trong mạng nội bộ mở trang.")
@click.option("--open/--no-open", "opens", default=True, help="Mở trình duyệt ngay (mặc định: có).")
@click.option("--certfile", metavar="TỆP", type=click.Path(path_type=Path), help="Chứng thư TLS (PEM).")
@click.option("--keyfile", metavar="TỆP", type=click.Path(path_type=Path), help="Khóa của chứng thư (PEM).")
@click.option(
    "--behind-proxy",
    "behind",
    metavar="ĐỊA_CHỈ",
    default="",
    help="Địa chỉ mọi người gõ khi trang đứng sau máy chủ chuyển tiếp, ví dụ https://danvan.phuong.vn.",
)
@click.option("--demo", is_flag=True, help="Mở ví dụ phường Việt Hoà 2026 (số liệu giả định), ở danvan-demo.")
def web(
    *,
    workspace: Path,
    wanted_set: str | None,
    host: str,
    port: int,
    lan: bool,
    opens: bool,
    certfile: Path | None,
    keyfile: Path | None,
    behind: str,
    demo: bool,
) -> None:
    """Mở trang web của thư mục làm việc.

    \b
    Ví dụ: danvan web
           danvan web --demo
    """
    from scoring.pipeline.example_year import record_example
    from scoring.pipeline.office import demo as demo_office
    from scoring.web.serve import Listening, serve

    if demo:
        office = demo_office(Path("danvan-demo") if workspace == Path() else workspace)
        record_example(office)
        workspace, wanted_set = office.workspace.root, None
    if keyfile and not certfile:
        raise click.UsageError("Có --keyfile thì phải có --certfile.")
    gc.set_threshold(MANY // 10)  # a server does not end soon
    listening = Listening(host, port, lan, certfile, keyfile, behind)
    serve(workspace.absolute(), wanted_set, listening, echo, opens=opens)
