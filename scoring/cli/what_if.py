"""Cut-offs, weights and cases are tried before anybody decides."""

from __future__ import annotations  # types of the pipeline are not asked for while help is printed

import getpass
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scoring.cli.base import json_option, main, progress_bar, tell, units_option, workspace_option
from scoring.cli.echo import echo, echo_json

if TYPE_CHECKING:
    from scoring.whatif.firm import Kind

NAME = "Phương án"
YES_WORDS, NO_WORDS = ("có", "co", "yes", "true"), ("không", "khong", "no", "false")


def pairs(ctx: click.Context, param: click.Parameter, typed: tuple[str, ...]) -> dict[str, str]:
    """The callback of an option ``TÊN=GIÁ_TRỊ`` that may be repeated."""
    told = {}
    for each in typed:
        name, sign, value = each.partition("=")
        if not (name.strip() and sign and value.strip()):
            raise click.BadParameter(f"“{each}” không đúng dạng TÊN=GIÁ_TRỊ.", ctx, param)
        told[name.strip()] = value.strip().replace(",", ".")
    return told


def cases(ctx: click.Context, param: click.Parameter, typed: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """The callback of ``ĐƠN_VỊ:ĐIỀU_KIỆN=có``."""
    told: dict[str, dict[str, str]] = {}
    for each, value in pairs(ctx, param, typed).items():
        unit, _, code = each.partition(":")
        if not code or value.casefold() not in (*YES_WORDS, *NO_WORDS):
            raise click.BadParameter(
                f"“{each}={value}” không đúng dạng ĐƠN_VỊ:ĐIỀU_KIỆN=có hoặc =không.", ctx, param
            )
        told.setdefault(unit, {})[code] = "true" if value.casefold() in YES_WORDS else "false"
    return told


def value_option(
    flag: str, key: str, metavar: str, words: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A repeated option ``TÊN=GIÁ_TRỊ``."""
    return click.option(flag, key, multiple=True, metavar=metavar, callback=pairs, help=words)


@main.command(name="what-if", options_metavar="[TÙY CHỌN]")
@workspace_option
@click.option(
    "--by", "who", metavar="HỌ_TÊN", default=getpass.getuser,
    help="Với --save: người lập, ghi ở đầu tệp phương án (mặc định: tên trên máy).",
)  # fmt: skip
@click.argument("files", nargs=-1, metavar="[PHƯƠNG_ÁN.yaml]...", type=click.Path(path_type=Path))
@value_option("--cut-off", "classes", "LOẠI=ĐIỂM", "Mức điểm thấp nhất của loại, ví dụ tot=75.")
@value_option("--quota", "quota", "LOẠI=%", "Hạn mức của loại, phần trăm.")
@value_option("--max", "maxima", "MÃ=ĐIỂM", "Điểm tối đa khác của tiêu chí hoặc cả nhóm.")
@click.option("--rescore", is_flag=True, help="Với --max: chấm lại theo cách chấm, thay vì giữ tỷ lệ đã đạt.")
@click.option("--without", multiple=True, metavar="MÃ", help="Bỏ tiêu chí hoặc nhóm; ghi được nhiều lần.")
@click.option(
    "--condition", "conditions", multiple=True, metavar="ĐƠN_VỊ:MÃ=có|không", callback=cases,
    help="Coi điều kiện là có hoặc không có ở đơn vị.",
)  # fmt: skip
@click.option("--bonus-cap", metavar="ĐIỂM", help="Điểm thưởng tối đa.")
@click.option("--penalty-cap", metavar="ĐIỂM", help="Điểm trừ tối đa.")
@click.option(
    "--against", default="", metavar="TÊN_BỘ", help="So với bộ tiêu chí khác, trên cùng câu trả lời."
)
@units_option("Tính thay đổi nhỏ nhất để lên, xuống một loại cho đơn vị này")
@click.option(
    "--stability", "firm", is_flag=True, help="Xét độ vững: trọng số lấy ngẫu nhiên quanh bộ tiêu chí."
)
@click.option(
    "--spread", metavar="%", type=click.FloatRange(1, 100), default=25, show_default=True,
    help="Với --stability: trọng số thay đổi trong khoảng này, phần trăm.",
)  # fmt: skip
@click.option(
    "--draws", metavar="SỐ", type=click.IntRange(100, 100_000), default=10_000, show_default=True,
    help="Với --stability: số lần thử.",
)  # fmt: skip
@click.option("--seed", metavar="SỐ", type=click.IntRange(min=0), default=2026, show_default=True,
    help="Với --stability: số khởi đầu; cùng số thì cùng kết quả.")  # fmt: skip
@click.option("--dirichlet", is_flag=True, help="Với --stability: lấy trọng số theo phân phối Dirichlet.")
@click.option(
    "--stage", "basis", type=click.Choice(["self", "verified", "final"]), metavar="self|verified|final",
    help="Thử trên điểm tự chấm, điểm đã thẩm định (xếp loại theo điểm và điều kiện) hay điểm chính thức "
    "(điểm đã thẩm định, kể cả quyết định xếp loại). Mặc định: như bảng tổng hợp hiện nay.",
)  # fmt: skip
@click.option("--name", default=NAME, show_default=True, metavar="TÊN", help="Tên của phương án gõ ở đây.")
@click.option("--why", default="", metavar="LÝ_DO", help="Vì sao thử.")
@click.option("--save", is_flag=True, help="Lưu phương án gõ ở đây vào thư mục phuong-an; cần --why.")
@click.option("--text", "only_text", is_flag=True, help="Chỉ in các câu nhận xét, để chép vào báo cáo.")
@click.option("--parquet", is_flag=True, help="Ghi thêm bảng Parquet cho người phân tích số liệu.")
@json_option
def what_if(*, workspace: Path, wanted_set: str | None, who: str, as_json: bool, **typed: Any) -> None:
    """Thử phương án: đổi mức điểm, trọng số, điều kiện thì ai đổi loại, đổi hạng.

    Tính trên câu trả lời thật, không ghi vào sổ, không đổi kết quả. Bảng chi tiết và biểu đồ ở
    thu-phuong-an.xlsx trong thư mục kết quả; với --json, --text chỉ in ra màn hình.

    \b
    Ví dụ: danvan what-if --cut-off tot=75
           danvan what-if --max 1=50 --max 4=60 --name "Tăng nhóm 1"
           danvan what-if --unit tdp-01 --stability
           danvan what-if --cut-off tot=75 --text
    """
    from scoring.pipeline.upkeep import open_desk
    from scoring.pipeline.whatif import read_scenarios, save_scenario, what_if, write_tried
    from scoring.reports.what_if.as_json import tried_json
    from scoring.reports.what_if.words import sentences
    from scoring.whatif.reading import told_scenario

    office = open_desk(workspace, wanted_set)
    scenarios = read_scenarios(office, typed["files"])
    told = _told(typed)
    if told:
        own = told_scenario({"name": typed["name"], "why": typed["why"], **told}, office.roster)
        scenarios = (*scenarios, own)
        if typed["save"]:
            echo(f"Đã lưu phương án: {save_scenario(office, own, who)}", err=True)
    asked = _asked(typed, scenarios)
    with progress_bar("Thử phương án") as progress:
        tried = what_if(office, asked, progress)
    printed = as_json or typed["only_text"]
    if typed["parquet"] or not printed:
        places = write_tried(office, tried, parquet=typed["parquet"])
        tell(f"Bảng Parquet: {path.resolve()}" for path in places[1:])
    if as_json:
        echo_json(tried_json(tried))
    elif typed["only_text"]:
        for line in sentences(tried):
            echo(line)
    else:
        _show(tried, places[0])


def _told(typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed of a scenario; empty where nothing was."""
    keys = ("classes", "quota", "maxima", "without", "conditions", "bonus_cap", "penalty_cap")
    told = {key: typed[key] for key in keys if typed[key]}
    if told and typed["rescore"]:
        told["by"] = "rule"
    if not told and (typed["save"] or typed["rescore"]):
        raise click.UsageError("Chưa gõ thay đổi nào để thử, ví dụ: danvan what-if --cut-off tot=75.")
    return told


def _asked(typed: dict[str, Any], scenarios: Any) -> Any:
    from scoring.pipeline.whatif import Draws, Trial

    kind: Kind = "dirichlet" if typed["dirichlet"] else "uniform"
    spread = Decimal(repr(typed["spread"])) / 100
    draws = Draws(kind, spread, typed["draws"], typed["seed"]) if typed["firm"] else None
    if not (scenarios or typed["against"] or typed["units"] or draws):
        raise click.UsageError(
            "Chưa có gì để thử: ghi thay đổi (--cut-off, --max, --without…), tệp phương án, --against, "
            "--unit hoặc --stability."
        )
    return Trial(scenarios, typed["against"], typed["units"], draws, typed["basis"])


def _show(tried: Any, workbook: Path) -> None:
    from scoring.cli.tried_table import show_tried

    show_tried(tried)
    echo(f"Bảng chi tiết và biểu đồ: {workbook.resolve()}")
    echo("Chỉ là thử: không ghi gì vào sổ, không đổi kết quả.")
