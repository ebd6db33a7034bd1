"""Texts that no two units write alike: what a unit adds to the answers of its story."""

from dataclasses import replace
from random import Random

from scoring.forms import Prefill
from scoring.intake.model import Row

DEEDS = (
    "họp dân {n} cuộc", "vận động {n} hộ hiến đất", "giúp đỡ {n} gia đình khó khăn", "dọn {n} tuyến đường",
    "tuyên truyền {n} buổi trên loa", "tiếp {n} lượt người dân", "trả lời {n} kiến nghị",
    "thăm {n} hộ chính sách", "lắp {n} bóng đèn ngõ xóm", "hoà giải {n} vụ việc", "trồng {n} cây xanh",
    "tập huấn {n} cán bộ",
)  # fmt: skip
PLACES = ("ngõ", "khu", "tổ", "đường", "xóm", "cụm")


def deed(chance: Random) -> str:
    """One thing done, with its number and place."""
    done = chance.choice(DEEDS).format(n=chance.randint(2, 990))
    return f"{done} ở {chance.choice(PLACES)} {chance.randint(1, 480)}"


def own_words(filled: Prefill, chance: Random) -> Prefill:
    """The same answers with evidence, explanations, results and report in the unit's own words."""

    def row(said: Row) -> Row:
        evidence, explanation = said.evidence, said.explanation
        if evidence.summary:
            evidence = replace(evidence, summary=f"{evidence.summary[:40]}, {deed(chance)}")
        if explanation:
            explanation = f"{explanation} Đã {deed(chance)}."
        return replace(said, evidence=evidence, explanation=explanation)

    return replace(
        filled,
        rows={code: row(said) for code, said in filled.rows.items()},
        tasks=tuple(replace(task, result=f"{task.result} Đã {deed(chance)}.") for task in filled.tasks),
        report={
            key: f"{text} Đơn vị {deed(chance)}; {deed(chance)}." if text else text
            for key, text in filled.report.items()
        },
    )
