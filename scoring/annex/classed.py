"""Of the rows and lines of a paper those that state classes, quotas, conditions and deadlines."""

from collections.abc import Mapping, Sequence

from scoring.annex.around import class_words, conditions_in, quota_words
from scoring.annex.classes import (
    CLASS_HEADING,
    ClassRead,
    class_in_row,
    class_of_cells,
    classes_in,
    classes_in_lines,
    classes_left_in,
    dues_in,
    quota_in,
    settled,
)
from scoring.annex.draft import AnnexDraft, ConditionRead
from scoring.annex.lines import Line


def read_classes(
    draft: AnnexDraft, lines: Sequence[Line]
) -> tuple[list[Line], Mapping[int, Sequence[ClassRead]]]:
    """The lines that are neither classes nor quotas; of each line outside its classes, by identity."""
    found: list[ClassRead] = []
    left: list[Line] = []
    for line in lines:
        classes = _classes_of(line)
        found += classes
        if classes:
            draft.class_lines[id(line)] = class_words(classes)
        elif not line.worth and not line.how and CLASS_HEADING.match(line.text):
            draft.headings.append(line)
        else:
            left.append(line)
    told = classes_in_lines([line.text for line in draft.outside])
    if not found:
        found = [each for classes in told for each in classes]
        draft.class_doubts += [says for line in draft.outside for says in classes_left_in(line.text)]
    draft.classes, doubts = settled(found)
    draft.class_doubts += doubts
    known = {(each.name, each.low) for each in found}
    of_line = {
        id(line): classes
        for line, classes in zip(draft.outside, told, strict=True)
        if classes and all((each.name, each.low) in known for each in classes)
    }
    return _without_quotas(draft, left), of_line


def _without_quotas(draft: AnnexDraft, lines: Sequence[Line]) -> list[Line]:
    """The lines that state no quota; quotas, conditions and deadlines are those of lines outside too."""
    names = [each.name for each in draft.classes]
    for line in lines:
        if not line.worth and (quota := quota_in(line.text, names)):
            draft.quotas.append(quota)
            draft.quota_lines[id(line)] = quota_words(quota)
    for outside in draft.outside:
        draft.quotas += filter(None, [quota_in(outside.text, names)])
        draft.conditions += [
            ConditionRead("", text, effect, None) for text, effect in conditions_in(outside.text, names)
        ]
        draft.dues += [due for due in dues_in(outside.text) if due.code]
    return [line for line in lines if id(line) not in draft.quota_lines]


def _classes_of(line: Line) -> list[ClassRead]:
    if line.class_name:
        text = line.points or line.how or line.text
        one = class_of_cells(line.class_name, text)
        return [one] if one else []
    if named := class_in_row(line.text, line.points or line.how):
        return [named]
    return [] if line.worth else classes_in("\n".join(filter(None, (line.text, line.how, line.points))))
