"""Commands on criteria sets and the list of units."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli.base import CLEAN, FOUND, folder_option, json_option, main, workspace_option
from scoring.cli.echo import echo, echo_json
from scoring.proposed import quoted

if TYPE_CHECKING:
    from scoring.criteria.excel.proposed import ProposedRow


@main.group(options_metavar="", subcommand_metavar="LỆNH [TÙY CHỌN]...")
def criteria() -> None:
    """Làm việc với bộ tiêu chí và danh sách đơn vị."""


@criteria.command("check", options_metavar="[TÙY CHỌN]")
@workspace_option
@json_option
def criteria_check(workspace: Path, wanted_set: str | None, *, as_json: bool) -> None:
    """Kiểm tra bộ tiêu chí và danh sách đơn vị, in bảng đơn vị.

    \b
    Ví dụ: danvan criteria check
    """
    from scoring.console import criteria_json, show_criteria
    from scoring.pipeline.office import open_office

    office = open_office(workspace, wanted_set)
    if as_json:
        echo_json(criteria_json(office))
    else:
        show_criteria(office)


@criteria.command("list", options_metavar="[TÙY CHỌN]")
@folder_option
@json_option
def criteria_list(workspace: Path, *, as_json: bool) -> None:
    """Liệt kê các bộ tiêu chí đang có và các bộ kèm theo công cụ.

    \b
    Ví dụ: danvan criteria list
    """
    from scoring.pipeline.library import criteria_list

    here, shipped = criteria_list(workspace)
    if as_json:
        echo_json({"here": here, "shipped": shipped})
        return
    for title, sets in ((f"Trong {workspace / 'criteria'}:", here), ("Kèm theo công cụ:", shipped)):
        echo(title)
        for each in sets:
            echo(f"- {each.id}: {each.name}{f' ({each.stage})' if each.stage else ''}")
        if not sets:
            echo("- chưa có bộ nào")
    echo("Bắt đầu với một bộ kèm theo: danvan init THƯ_MỤC --set TÊN_BỘ")


@criteria.command("to-excel", options_metavar="[TÙY CHỌN]")
@workspace_option
@click.argument("file", metavar="[TỆP]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Ghi đè tệp Excel đã có.")
def criteria_to_excel(workspace: Path, wanted_set: str | None, file: Path | None, replace: bool) -> None:
    """Ghi bộ tiêu chí và đơn vị ra bảng Excel để sửa.

    \b
    Ví dụ: danvan criteria to-excel bo-tieu-chi.xlsx
    """
    from scoring.pipeline.criteria import criteria_to_excel
    from scoring.pipeline.office import open_office

    office = open_office(workspace, wanted_set)
    written = criteria_to_excel(office, file, replace)
    echo(f"Xong: {written}. Sửa rồi đưa trở lại bằng: danvan criteria from-excel {quoted(written)}")


@criteria.command("from-excel", options_metavar="[TÙY CHỌN]")
@folder_option
@click.argument("file", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Thay bộ cùng mã; tệp cũ được giữ với đuôi .bak.")
@json_option
def criteria_from_excel(workspace: Path, file: Path, *, replace: bool, as_json: bool) -> None:
    """Đọc bảng Excel đã sửa thành bộ tiêu chí.

    Bộ cùng mã đã có thì nêu khác ở đâu, chỉ thay khi có --replace.

    \b
    Ví dụ: danvan criteria from-excel bo-tieu-chi.xlsx
    """
    from scoring.pipeline.criteria import comparison_json, criteria_from_excel
    from scoring.pipeline.library import criteria_list

    taken = criteria_from_excel(workspace, file, replace)
    name = taken.roster.criteria.id
    if as_json:
        changes = comparison_json(taken.changes) if taken.changes else None
        left = [asdict(row) for row in taken.left]
        told = {"written": taken.written, "kept": taken.kept, "changes": changes, "left": left}
        echo_json({"set": name, **told})
        return
    for line in taken.changes.lines() if taken.changes else ():
        echo(line)
    for path in taken.kept:
        echo(f"Giữ bản cũ: {path}")
    _tell_left(taken.left)
    if not taken.written:
        echo(f"Không đổi: bộ “{name}” đã giống bảng Excel.")
        return
    for path in taken.written:
        echo(f"Đã ghi: {path}")
    if taken.kept:
        echo(f"Xem lại thay đổi: danvan criteria diff {quoted(f'{name}.bak')} {quoted(name)}")
        echo("Tiêu chí đổi thì biểu mẫu đã gửi theo bản cũ không dùng được; tạo và gửi lại.", err=True)
    if len(criteria_list(workspace)[0]) > 1:
        echo(f"Thư mục có nhiều bộ: thêm --set {quoted(name)} vào các lệnh, hoặc xóa thư mục bộ không dùng.")
    echo(f"Xong. Việc tiếp theo: danvan criteria check --set {quoted(name)}")


def _tell_left(left: "Sequence[ProposedRow]") -> None:
    """The rows in doubt that an official may have overlooked."""
    if not left:
        return
    echo(f"Còn {len(left)} dòng chưa chắc giữ như công cụ đề nghị (trang “Cần xem”):", err=True)
    for row in left:
        echo(f"- {row.words}", err=True)
    echo("Chưa xem thì xem lại: chọn ở cột Chọn hoặc sửa ở trang Tiêu chí, rồi đưa vào lại.", err=True)


@criteria.command("from-table", options_metavar="[TÙY CHỌN]")
@folder_option
@click.argument("file", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sheet", metavar="TRANG", default="", help="Chỉ đọc trang Excel này.")
@click.option("--table", metavar="SỐ", type=click.IntRange(min=1), help="Chỉ đọc bảng Word thứ mấy.")
@click.option(
    "--out", metavar="TỆP_EXCEL", type=click.Path(dir_okay=False, path_type=Path), help="Tệp sẽ ghi."
)
@click.option("--replace", is_flag=True, help="Ghi đè tệp Excel đã có.")
@json_option
def criteria_from_table(
    workspace: Path,
    file: Path,
    sheet: str,
    table: int | None,
    out: Path | None,
    *,
    replace: bool,
    as_json: bool,
) -> None:
    """Đọc bảng điểm trong Word, Excel thành bộ tiêu chí để xem lại.

    Trang Cần xem của tệp được ghi nêu từng dòng của bảng được hiểu là gì, chắc hay chưa, chọn lại được.

    \b
    Ví dụ: danvan criteria from-table phu-luc.docx
    """
    from datetime import UTC, datetime

    from scoring.pipeline.from_table import criteria_from_table

    taken = criteria_from_table(
        workspace,
        file,
        datetime.now(UTC).date(),
        out,
        sheet=sheet,
        table=table or 0,
        replace=replace,
    )
    if as_json:
        echo_json({"file": taken.written, "rows": taken.answer.seen, "asked": taken.answer.asked})
        return
    for row in taken.to_look_at:
        echo(
            f"- {row.place}: {row.certainty.value.lower()}. {row.became}{f' ({row.why})' if row.why else ''}"
        )
    echo(f"{taken.counts}. {len(taken.answer.asked)} điều cần quyết định ở trang Hỏi thêm.")
    echo(f"Xong: {taken.written}. Xem trang Cần xem của tệp, rồi đưa vào bằng:")
    echo(f"danvan criteria from-excel {quoted(taken.written)}")


def _year(_: click.Context, __: click.Parameter, typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and 2000 <= int(typed) <= 2100):
        raise click.BadParameter("năm gồm bốn chữ số, từ 2000 đến 2100.")
    return int(typed)


@criteria.command("new-year", options_metavar="[TÙY CHỌN]")
@folder_option
@click.argument("year", metavar="NĂM", callback=_year)
@click.option("--from", "--set", "wanted_set", metavar="TÊN_BỘ", help="Bộ được chép, khi có nhiều bộ.")
@json_option
def criteria_new_year(workspace: Path, year: int, wanted_set: str | None, *, as_json: bool) -> None:
    """Chép bộ tiêu chí sang năm mới.

    \b
    Ví dụ: danvan criteria new-year 2027 --from viet-hoa-2026
    """
    from scoring.pipeline.criteria import criteria_new_year

    folder, made = criteria_new_year(workspace, year, wanted_set)
    if as_json:
        echo_json({"set": made.id, "folder": folder, "to_check": made.to_check})
        return
    echo(f"Đã tạo {folder}: {made.criteria.name}. {made.criteria.banner}.")
    echo("Đã chuyển: mã, tên, năm, kỳ đánh giá, ngày hạn báo cáo; đã bỏ số, ngày quyết định.")
    echo("Cần đọc lại: điểm, mức, danh sách đơn vị, các dòng ghi chú (#) trong tệp.")
    if made.to_check:
        echo("Ngày, năm trong câu chữ được giữ nguyên; xem và sửa từng mục sau:")
    for line in made.to_check:
        echo(f"- {line}")
    echo(f"Xong: {len(made.to_check)} mục cần xem. Sửa rồi gõ: danvan criteria check --set {quoted(made.id)}")


@criteria.command("diff", options_metavar="[TÙY CHỌN]")
@folder_option
@click.argument("old", metavar="BỘ_CŨ")
@click.argument("new", metavar="BỘ_MỚI")
@json_option
def criteria_diff(workspace: Path, old: str, new: str, *, as_json: bool) -> None:
    """So hai bộ tiêu chí: đổi gì, ảnh hưởng đến đơn vị nào.

    Ghi tên bộ trong criteria/ hoặc thư mục; thêm .bak là bộ ấy trước lần thay gần nhất.
    Mã kết thúc: 0 giống hệt, 1 khác nhau.

    \b
    Ví dụ: danvan criteria diff viet-hoa-2026 viet-hoa-2027
    """
    from scoring.pipeline.criteria import comparison_json, criteria_diff

    comparison = criteria_diff(workspace, old, new)
    if as_json:
        echo_json(comparison_json(comparison))
    else:
        for line in comparison.lines():
            echo(line)
    sys.exit(CLEAN if comparison.identical else FOUND)


@criteria.command("units-from-table", options_metavar="[TÙY CHỌN]")
@workspace_option
@click.argument("file", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out", metavar="TỆP_EXCEL", type=click.Path(dir_okay=False, path_type=Path), help="Tệp sẽ ghi."
)
@click.option("--replace", is_flag=True, help="Ghi đè tệp Excel đã có.")
@json_option
def criteria_units_from_table(
    workspace: Path, wanted_set: str | None, file: Path, out: Path | None, *, replace: bool, as_json: bool
) -> None:
    """Đọc danh sách đơn vị trong Word, Excel hay mục Nơi nhận của kế hoạch.

    Ghi bảng Excel của bộ tiêu chí với danh sách ấy; trang Xem đơn vị nêu từng tên được hiểu là gì,
    chắc hay chưa.

    \b
    Ví dụ: danvan criteria units-from-table danh-sach.docx
    """
    from scoring.pipeline.office import open_office
    from scoring.pipeline.units_from_table import units_from_table

    taken = units_from_table(open_office(workspace, wanted_set), file, out, replace)
    if as_json:
        echo_json({"file": taken.written, "names": taken.seen})
        return
    for row in taken.to_look_at:
        why = f": {row.why}" if row.why else ""
        echo(f"- {row.place}, “{row.read.lstrip('- ')}”: {row.became}. {row.certainty.value}{why}.")
    echo(f"{taken.counts}.")
    echo(f"Xong: {taken.written}. Xem trang Xem đơn vị, sửa trang Đơn vị, rồi đưa vào bằng:")
    echo(f"danvan criteria from-excel {quoted(taken.written)} --replace")
