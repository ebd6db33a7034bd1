"""The sheets of the workbook and their columns: the one place that says which cell holds which value.

Writer, reader, guide sheet and the comparison of two sets all read these tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scoring.criteria.excel.cells import CODES, DAY, NEEDS, NUMBER, TEXT, Choice, Kind

GUIDE, GENERAL_SHEET, TREE_SHEET, UNITS_SHEET = "Hướng dẫn", "Chung", "Tiêu chí", "Đơn vị"
GENERAL_TITLES = ("Mục", "Giá trị", "Ghi chú")
"""The columns of the sheet Chung."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetField:
    """A column (or a line of the sheet Chung): its title, the keys of its value, and how it is written.

    ``choices_in`` names the sheet whose codes the cell may hold. ``newer``: workbooks of earlier versions do
    not have it, and say nothing of it.
    """

    title: str
    path: Path
    kind: Kind = TEXT
    width: int = 16
    hint: str = ""
    choices_in: str = ""
    newer: bool = False

    def text(self, item: Any) -> str:
        """What the cell shows of the item; empty where the item says nothing."""
        value = value_at(item, self.path)
        return "" if value is None or value in ("", []) else self.kind.show(value)


@dataclass(frozen=True, slots=True)
class SetTable:
    """A sheet with a row for each item of the list under ``key``; ``hint`` stands above the headings.

    ``newer``: workbooks of earlier versions do not have the sheet, and say nothing of it.
    """

    sheet: str
    key: str
    columns: tuple[SetField, ...]
    hint: str
    newer: bool = False


def value_at(item: Any, path: Path) -> Any:
    """The value below the keys, None where something on the way is missing."""
    for key in path:
        item = item.get(key) if isinstance(item, dict) else None
    return item


def put(item: dict[str, Any], path: Path, value: Any) -> None:
    """Hangs the value below the keys."""
    for key in path[:-1]:
        item = item.setdefault(key, {})
    item[path[-1]] = value


STATUS = Choice({"sample": "Mẫu", "draft": "Dự thảo", "issued": "Đã ban hành"})
SCORE_ON = Choice({"percent": "Phần trăm trên điểm tối đa", "points": "Cộng điểm"})
ROUNDED = Choice({"rounded": "Điểm đã làm tròn", "exact": "Điểm chưa làm tròn"})
RANK_BY = Choice({"score": "Theo điểm", "class": "Theo loại rồi theo điểm"})
TIES = Choice({"shared": "Đồng hạng và bỏ hạng kế tiếp (1 1 3)", "dense": "Đồng hạng liền nhau (1 1 2)"})
WITHIN = Choice({"all": "Tất cả đơn vị", "block": "Từng khối"})
BEFORE = Choice({"true": "Trước ngày hạn", "false": "Chậm nhất ngày hạn"})
FLAG = Choice({"true": "Có", "false": "Không"})
GROUND = Choice({"basis": "Căn cứ", "follows": "Thực hiện"})
EFFECT = Choice({"cap": "Không xếp quá loại", "lower": "Hạ loại", "disqualify": "Không xếp loại"})
SEVERITY = Choice({"error": "Lỗi", "warning": "Lưu ý"})

GENERAL = (
    SetField("Mã bộ tiêu chí", ("id",), hint="Chữ thường không dấu, số, gạch ngang; cũng là tên thư mục."),
    SetField("Tên bộ tiêu chí", ("name",)),
    SetField(
        "Nội dung đánh giá", ("subject",), newer=True,
        hint="Đứng sau “Biểu tự chấm điểm”, “Xếp loại” ở tiêu đề biểu, sổ, bảng.",
    ),
    SetField("Năm đánh giá", ("year",), NUMBER),
    SetField("Ngày đầu kỳ", ("period", "start"), DAY, hint="Ngày/tháng/năm."),
    SetField("Ngày cuối kỳ", ("period", "end"), DAY),
    SetField("Cơ quan ban hành", ("issuer",)),
    SetField("Cơ quan cấp trên", ("issuer_above",), hint="Có thể để trống."),
    SetField("Cơ quan tổng hợp", ("office",), hint="Nơi nhận và tổng hợp biểu."),
    SetField("Trạng thái", ("status",), STATUS, hint="“Đã ban hành” thì ghi số, ngày quyết định ở dưới."),
    SetField("Số quyết định", ("decision", "number"), hint="Chỉ ghi khi đã ban hành."),
    SetField("Ngày quyết định", ("decision", "date"), DAY),
    SetField("Thang điểm", ("scale",), NUMBER),
    SetField("Cách tính điểm xếp loại", ("score_on",), SCORE_ON),
    SetField("Số lẻ của điểm tiêu chí", ("rounding", "points"), NUMBER, hint="Từ 0 đến 6; làm tròn nửa lên."),
    SetField("Số lẻ của tổng điểm", ("rounding", "total"), NUMBER, hint="Từ 0 đến 6; làm tròn nửa lên."),
    SetField("Xếp loại theo", ("rounding", "class_on"), ROUNDED),
    SetField("So điểm xếp hạng theo", ("rounding", "rank_on"), ROUNDED),
    SetField("Xếp hạng", ("ranking", "by"), RANK_BY),
    SetField("Khi bằng điểm", ("ranking", "ties"), TIES),
    SetField(
        "Phân hạng khi bằng điểm theo", ("ranking", "break_by"), CODES,
        hint="Mã nhóm, tiêu chí theo thứ tự xét, cách nhau bằng dấu chấm phẩy; có thể để trống.",
    ),
)  # fmt: skip


def _applies(key: str, whom: str) -> tuple[SetField, ...]:
    return (
        SetField(f"{whom} loại đơn vị", (key, "kinds"), CODES, 16, "Mã loại; trống cả 4 cột là mọi đơn vị."),
        SetField(f"{whom} đơn vị", (key, "units"), CODES, 16, "Mã đơn vị."),
        SetField(f"{whom} đơn vị chủ trì nhiệm vụ", (key, "leads"), CODES, 16, "Mã nhiệm vụ."),
        SetField(f"{whom} đơn vị phối hợp nhiệm vụ", (key, "coordinates"), CODES, 16, "Mã nhiệm vụ."),
    )


APPLIES = _applies("applies", "Áp dụng cho")
REFERENCE = SetField("Căn cứ", ("reference",), width=24, hint="Bắt đầu bằng mã văn bản ở trang Căn cứ.")

CODE = SetField("Mã", ("code",), width=12)
NAME = SetField("Tên", ("name",), width=44)

CLASSES = SetTable(
    "Xếp loại", "classes",
    (
        CODE, NAME,
        SetField("Từ điểm", ("at_least",), NUMBER, 12, "Được loại này từ mức điểm ấy trở lên."),
        SetField(
            "Điều kiện kèm theo", ("needs",), NEEDS, 40,
            "Mã: tỷ lệ % điểm phải đạt (2: 60), hoặc mã: từ số liệu (3.1: từ 1).",
        ),
    ),
    "Từ cao xuống thấp; loại cuối cùng từ 0 điểm.",
)  # fmt: skip
QUOTA = SetTable(
    "Tỷ lệ", "quota",
    (
        SetField("Loại bị khống chế", ("code",), width=20, hint="Mã loại.", choices_in="Xếp loại"),
        SetField("Không quá %", ("percent",), NUMBER, 14),
        SetField("Trên số đơn vị xếp loại", ("of",), CODES, 28, "Mã loại; để trống là mọi đơn vị."),
        SetField("Tính trong", ("within",), WITHIN, 20),
    ),
    "Vượt hạn mức thì công cụ chỉ báo, không tự hạ loại. Không đặt hạn mức thì để trống trang này.",
)  # fmt: skip
BLOCKS = SetTable("Khối", "blocks", (CODE, NAME), "Các đơn vị cùng khối được xếp hạng với nhau.")
KINDS = SetTable(
    "Loại đơn vị", "kinds",
    (CODE, NAME, SetField("Khối", ("block",), width=16, hint="Mã khối.", choices_in=BLOCKS.sheet)),
    "Tiêu chí áp dụng theo loại đơn vị; mỗi loại thuộc một khối.",
)  # fmt: skip
REPORTS = SetTable(
    "Báo cáo", "reports",
    (
        CODE, NAME,
        SetField("Ngày hạn", ("due",), DAY, 16, "Ngày/tháng/năm."),
        SetField("Phải gửi", ("before",), BEFORE, 24, "“Trước ngày hạn”: gửi đúng ngày ấy đã là chậm."),
        SetField(
            "Chấm điểm", ("scored",), FLAG, 12, "Một kỳ trong năm; không ghi kỳ nào thì là kỳ mã nam."
        ),
        SetField("Tên ngắn", ("short",), width=14, hint="Ví dụ: 6 tháng."),
        SetField("Mục phương hướng", ("next",), width=34, hint="Tên mục cuối ở trang Báo cáo của biểu."),
        SetField("Mục mô hình", ("models",), width=26, hint="Tên mục mô hình ở trang Báo cáo.", newer=True),
        SetField("Tiếp nối", ("earlier",), CODES, 20, "Mã các kỳ trước; để trống là mọi kỳ có hạn sớm hơn."),
    ),
    "Báo cáo mọi đơn vị phải gửi trong kỳ.",
)  # fmt: skip
REFERENCES = SetTable(
    "Căn cứ", "references",
    (
        SetField("Mã", ("id",), width=12, hint="Mã dùng để viện dẫn, ví dụ KH."),
        SetField("Tên văn bản", ("title",), width=100),
        SetField(
            "Ở đầu quyết định", ("ground",), GROUND, 16,
            "In theo thứ tự ở đây; trống cả cột thì mọi văn bản là căn cứ, xếp theo bậc.",
        ),
    ),
    "Văn bản mà nhiệm vụ, tiêu chí, điều kiện viện dẫn.",
)  # fmt: skip
TASKS = SetTable(
    "Nhiệm vụ", "tasks",
    (
        CODE,
        SetField("Nội dung", ("text",), width=48, hint="Nguyên văn kế hoạch."),
        SetField(
            "Tên gọn", ("short",), width=33, newer=True,
            hint="Ngắn, đã sửa lỗi gõ của kế hoạch; in trong báo cáo, bảng. Trống thì in nguyên văn.",
        ),
        SetField("Chủ trì", ("lead", "text"), width=28, hint="Nguyên văn kế hoạch."),
        SetField("Mã đơn vị chủ trì", ("lead", "units"), CODES, 14),
        SetField("Mã loại đơn vị chủ trì", ("lead", "kinds"), CODES, 14),
        SetField("Phối hợp", ("coordinate", "text"), width=25, hint="Nguyên văn kế hoạch."),
        SetField("Mã đơn vị phối hợp", ("coordinate", "units"), CODES, 14),
        SetField("Mã loại đơn vị phối hợp", ("coordinate", "kinds"), CODES, 14),
        SetField("Thời gian", ("time",), width=20),
        REFERENCE,
    ),
    "Nhiệm vụ của kế hoạch. Nhiều mã trong một ô cách nhau bằng dấu chấm phẩy.",
)  # fmt: skip
CONDITIONS = SetTable(
    "Điều kiện", "conditions",
    (
        CODE,
        SetField("Nội dung", ("text",), width=46),
        SetField("Hệ quả", ("effect",), EFFECT, 20),
        SetField("Loại cao nhất", ("class_code",), width=14, hint="Mã loại.", choices_in=CLASSES.sheet),
        SetField("Hạ mấy loại", ("lower_by",), NUMBER, 12, "Chỉ ghi khi hệ quả là Hạ loại."),
        SetField(
            "Theo điểm tiêu chí", ("when", "code"), width=16,
            hint="Mã tiêu chí, khi điều kiện theo câu trả lời; trống là đơn vị khai.",
        ),
        SetField("Có khi từ điểm", ("when", "at_least"), NUMBER, 12, "Ghi một trong hai cột."),
        SetField("Có khi đến điểm", ("when", "at_most"), NUMBER, 12, "Ghi một trong hai cột."),
        SetField("Đơn vị vẫn khai", ("when", "declared"), FLAG, 12, "Khai trái câu trả lời là lỗi."),
        *APPLIES, REFERENCE,
    ),
    "Đơn vị khai Có hoặc Không, hoặc theo điểm một tiêu chí; Có thì không được xếp quá một loại, bị hạ loại, "
    "hoặc không xếp loại.",
)  # fmt: skip
VERIFIERS = SetTable(
    "Thẩm định", "verifiers",
    (
        CODE, NAME, *_applies("takes", "Thẩm định"),
        SetField("Không được thẩm định", ("never",), CODES, 24, "Mã đơn vị, trước hết là chính mình."),
    ),
    "Ai thẩm định đơn vị nào: người đầu tiên từ trên xuống nhận đơn vị và không bị cấm. Chưa phân công thì "
    "để trống.",
)  # fmt: skip
APPROVALS = SetTable(
    "Phê duyệt", "approvals", (CODE, NAME),
    "Các bước phê duyệt kết quả theo thứ tự, bước cuối xong mới chốt được. Không phê duyệt từng bước thì để "
    "trống.",
    newer=True,
)  # fmt: skip
SEVERITIES = SetTable(
    "Mức lỗi", "severities",
    (SetField("Mã lỗi", ("code",), width=12), SetField("Mức", ("severity",), SEVERITY, 14)),
    "Đổi mức của một mã kiểm tra (danh mục ở docs/checks.md). Không đổi thì để trống trang này.",
)  # fmt: skip

BEFORE_TREE = (CLASSES, QUOTA, BLOCKS, KINDS, REPORTS, REFERENCES, TASKS)
AFTER_TREE = (CONDITIONS, VERIFIERS, APPROVALS, SEVERITIES)
TABLES = (*BEFORE_TREE, *AFTER_TREE)


def items_of(table: SetTable, plain: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The items of a table in a set as plain data; severities are a mapping there."""
    if table is SEVERITIES:
        yield from ({"code": code, "severity": value} for code, value in plain[table.key].items())
    else:
        yield from plain[table.key]
