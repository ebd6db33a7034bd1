"""The synthetic year of phường Việt Hoà: how each unit fares and what happens to its file.

Nothing here is real. ``python -m tools example`` writes the files of inputs/2026/nam.
"""

from dataclasses import dataclass
from datetime import date

SIGNED = date(2026, 11, 9)


@dataclass(frozen=True)
class Story:
    """One unit: ``quality`` from 0 to 1, and the ``mishap`` that its file meets (see mishaps.py)."""

    unit: str
    quality: float
    mishap: str = ""
    signed: date = SIGNED
    declared: tuple[str, ...] = ()
    like: str = ""


STORIES = (
    Story("vhxh", 0.97),
    Story("ktht", 0.85),
    Story("vp", 0.88, "hai-ban"),
    Story("tt-hcc", 0.99, "luu-bang-libreoffice"),
    Story("tt-dvsnc", 0.84, "sap-xep-lai-dong"),
    Story("ca", 0.95),
    Story("bchqs", 0.88, "ky-sau-han", date(2026, 11, 18)),
    Story("mn", 0.86),
    Story("mn-2", 0.70, "thieu-minh-chung"),
    Story("th", 0.96, "sua-diem-toi-da"),
    Story("th-2", 0.74),
    Story("thcs", 0.88, "so-ghi-dang-chu"),
    Story("thcs-2", 0.60, "ngay-o-o-so"),
    Story("tyt", 0.80),
    Story("tdp-01", 0.93),
    Story("tdp-02", 0.84),
    Story("tdp-03", 0.84, like="tdp-02"),
    Story("tdp-04", 0.66),
    Story("tdp-05", 0.93, "bieu-cua-don-vi-khac"),
    Story("tdp-06", 0.99),
    Story("tdp-07", 0.45),
    Story("tdp-08", 0.90, "chua-ky"),
    Story("tdp-09", 0.80),
    Story("tdp-10", 0.90, declared=("first-cap",)),
    Story("tdp-11", 0.78, "bo-trong"),
    Story("tdp-12", 0.86, "bieu-nam-truoc"),
)
"""tdp-13 and tdp-14 have not sent anything."""

BY_LIBREOFFICE = next(story.unit for story in STORIES if story.mishap == "luu-bang-libreoffice")
