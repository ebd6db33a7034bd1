"""The golden workbook: a small fixed run, part by part as text, noise stripped.

After an intended change of the workbook, look at it in Excel or LibreOffice, then renew and review the diff:

    python -m tools golden
"""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

from scoring.criteria.loader import load_roster
from scoring.findings import Finding, Place, Severity
from scoring.intake.model import Outcome, Receipt
from scoring.reports.consolidated import write_consolidated
from scoring.standing.run import Consolidation
from tests.reports.runs import consolidate, form, receipt
from tools.asset import ROOT

SET = ROOT / "tests" / "sets" / "mini"
# What xlsxwriter says of itself, and texts that the sheets' lines already show in place.
NOISE = ("docProps/app.xml", "xl/theme/theme1.xml", "xl/sharedStrings.xml", "xl/calcChain.xml")
NOISY_TAGS = ("fileVersion", "calcPr", "workbookPr")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def golden_run() -> Consolidation:
    """Four units with points, one of them to mend; a file of each outcome; no words of the catalogue."""
    roster = load_roster(SET)
    missing = Finding(
        "N01", Severity.ERROR, "Chưa ghi “Số cuộc đối thoại”.", "Nhập câu trả lời.", criterion="2.5",
        place=Place("Tự chấm điểm", "E23"),
    )  # fmt: skip
    forms = {unit.code: form(roster, unit, 11) for unit in roster.evaluated if unit.code != "tdp-2"}
    receipts = [receipt(made, (missing,) if code == "vp" else ()) for code, made in forms.items()]
    receipts.append(Receipt("anh.jpg", "0" * 64, Outcome.SKIPPED))
    receipts.append(Receipt("cu.xls", "1" * 64, Outcome.REJECTED))
    run = consolidate(roster, tuple(receipts))
    return Consolidation(run.roster, "f" * 64, run.period, "1.2.3", run.results, run.receipts)


def parts(run: Consolidation) -> dict[str, str]:
    """Part name -> one line an element."""
    buffer = BytesIO()
    write_consolidated(buffer, run)
    with zipfile.ZipFile(buffer) as archive:
        texts = _shared_strings(archive)
        return {
            name: "\n".join(_lines(ET.fromstring(archive.read(name)), texts)) + "\n"
            for name in sorted(archive.namelist())
            if name not in NOISE
        }


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    root = ET.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(item.itertext()) for item in root.iter(f"{MAIN}si")]


def _lines(element: ET.Element, texts: list[str], depth: int = 0) -> list[str]:
    tag = re.sub(r"\{.*\}", "", element.tag)
    if tag in NOISY_TAGS:
        return []
    attributes = "".join(
        f' {re.sub("{.*}", "", key)}="{value}"' for key, value in sorted(element.attrib.items())
    )
    head = f"{' ' * depth}{tag}{attributes}"
    if tag == "c":
        return [head + "".join(f" {_cell_part(element, child, texts)}" for child in element)]
    body = (element.text or "").strip()
    below = [line for child in element for line in _lines(child, texts, depth + 1)]
    return [head + (f" = {body}" if body else ""), *below]


def _cell_part(cell: ET.Element, child: ET.Element, texts: list[str]) -> str:
    tag, text = re.sub(r"\{.*\}", "", child.tag), child.text or ""
    if tag == "v" and cell.get("t") == "s":
        return repr(texts[int(text)])
    return f"{tag}={text!r}"


def files() -> dict[str, bytes]:
    """A text file a part."""
    return {
        f"tests/reports/golden/{_flat(part)}.txt": text.encode() for part, text in parts(golden_run()).items()
    }


def _flat(part: str) -> str:
    return part.strip("[]").replace("/", "_").replace("]", "")
