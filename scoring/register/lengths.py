"""How long the words of a line may be: what no cell of Excel holds could be shown nowhere in full."""

from collections.abc import Iterable, Iterator

from scoring.errors import UserError
from scoring.register.record import Action, Draft
from scoring.text import CELL_LIMIT, width


def refuse_too_long(drafts: Iterable[Draft]) -> None:
    """Raises UserError that names the first text that is too long."""
    for draft in drafts:
        for name, text in _typed(draft):
            if width(text) > CELL_LIMIT:
                raise UserError(
                    f"Chưa ghi gì: {name} dài {width(text)} ký tự, nhiều nhất là {CELL_LIMIT}. Rút gọn; phần "
                    "dài gửi bằng tệp."
                )


def _typed(draft: Draft) -> Iterator[tuple[str, str]]:
    """What people typed in a line, with how it is called."""
    yield "lý do", draft.reason
    yield "số, ngày văn bản", draft.document
    if draft.action is Action.VERIFIED:
        yield from (("giải trình hoặc lý do", text) for text in draft.values.values())
