"""The Word documents of the year's end, filled from templates that the office may edit."""

from collections.abc import Mapping

from scoring.errors import UserError
from scoring.outputs.model import Consolidation

DECISION, TO_WARD, TO_CITY, LATE = (
    "quyet-dinh.docx",
    "bao-cao-ubnd-phuong.docx",
    "bao-cao-ubnd-thanh-pho.docx",
    "danh-sach-nop-muon-chua-nop.docx",
)
NOTICE = "thong-bao.docx"
TEMPLATES: tuple[str, ...] = (DECISION, TO_WARD, TO_CITY, LATE, NOTICE)


class TemplateError(UserError):
    """A template of the office cannot be used: which, where in it, and how to mend it."""


def documents(run: Consolidation, templates: Mapping[str, bytes]) -> dict[str, bytes]:
    """Relative file name -> .docx; a result notice stands in ``thong-bao/`` for every unit that is placed."""
    missing = [name for name in TEMPLATES if name not in templates]
    if missing:
        raise TemplateError(f"Thiếu mẫu văn bản: {', '.join(missing)}.")
    whole = {name: templates[name] for name in TEMPLATES if name != NOTICE}
    placed = (result for _, results in run.by_block for result in results)
    return whole | {f"thong-bao/{result.unit}.docx": templates[NOTICE] for result in placed}
