"""``Thực hiện đầy đủ được 5 điểm``: one level, and no word of what is less."""

from scoring.annex.sentences.clauses import all_graded, clauses
from scoring.annex.sentences.reading import Scoring, Sentence, of_left
from scoring.annex.sentences.yes_no import LABEL as YES_NO

LABEL = f"{YES_NO} (một mức)"
_NONE = "văn bản chỉ nêu khi nào không có điểm; hiểu là còn lại được điểm tối đa"
_DOUBT = "văn bản chỉ nêu một mức; hiểu là không đạt thì 0 điểm"


def read(asked: Sentence) -> Scoring | None:
    """Never certain: a part may be worth a part."""
    grades, left = all_graded(clauses(asked.text))
    if len(grades) != 1:
        return None
    worth = grades[0].worth(asked.top)
    if worth == 0 and asked.top and not asked.is_penalty and not of_left(left):
        return Scoring(LABEL, {"kind": "yes_no"}, asked.top, (_NONE,))
    if not worth or (asked.top is not None and worth != asked.top) or of_left(left):
        return None
    return Scoring(LABEL, {"kind": "yes_no"}, worth, (_DOUBT,))
