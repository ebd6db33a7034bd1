"""What a colleague would write for the office: ``python -m benchmarks.colleague FOLDER OUT [ENGINE]``.

One pandas.read_excel a form, a check for missing points and points out of range, the ranking, to_excel.
It trusts the points that stand in the forms, and dies of the first file that is no form.
"""

import sys
from pathlib import Path

import pandas as pd


def consolidate(folder: Path, out: Path, engine: str | None = None) -> None:
    rows, errors = [], []
    for path in sorted(folder.glob("*.xlsx")):
        sheets = pd.read_excel(
            path, sheet_name=["Thông tin đơn vị", "Tự chấm điểm"], header=None, engine=engine
        )
        info, table = sheets["Thông tin đơn vị"], sheets["Tự chấm điểm"]
        unit = info.loc[info[0] == "Tên đơn vị", 1].iloc[0]
        head = table.index[table[0] == "STT"][0]
        scores = table.iloc[head + 1 :].copy()
        scores.columns = table.iloc[head]
        scores = scores[scores["Điểm tối đa"].notna() & scores["Hướng dẫn chấm điểm"].notna()]
        top = pd.to_numeric(scores["Điểm tối đa"], errors="coerce")
        own = pd.to_numeric(scores["Điểm tự chấm"], errors="coerce")
        for code in scores.loc[own.isna(), "STT"]:
            errors.append({"Tệp": path.name, "Đơn vị": unit, "Tiêu chí": code, "Lỗi": "thiếu điểm"})
        for code in scores.loc[(own < 0) | (own > top), "STT"]:
            errors.append({"Tệp": path.name, "Đơn vị": unit, "Tiêu chí": code, "Lỗi": "điểm ngoài khung"})
        rows.append({"Đơn vị": unit, "Tổng điểm": own.sum(), **dict(zip(scores["STT"], own, strict=True))})
    result = pd.DataFrame(rows)
    result.insert(0, "Hạng", result["Tổng điểm"].rank(ascending=False, method="min"))
    with pd.ExcelWriter(out) as book:
        result.sort_values("Hạng").to_excel(book, sheet_name="Xếp hạng", index=False)
        pd.DataFrame(errors).to_excel(book, sheet_name="Lỗi", index=False)


if __name__ == "__main__":
    consolidate(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None)
