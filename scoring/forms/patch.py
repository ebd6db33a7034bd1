"""Forms for many units: one is written for each shape, and only the unit's own words are replaced.

Units of one kind get the same form but for their name and code, which stand among the shared texts and in
the title of the file, and for the rows that grow with a long name. A patched form equals a freshly written
one part by part (tests/forms/test_patch.py).
"""

import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from xml.sax.saxutils import escape

from scoring.criteria.units import Roster, Unit
from scoring.exchange import in_memory
from scoring.forms.guide import heading
from scoring.forms.info import beside
from scoring.forms.prefill import Prefill
from scoring.forms.totals import unit_title
from scoring.forms.writer import write_form

_STRINGS, _PROPERTIES = "xl/sharedStrings.xml", "docProps/core.xml"
_NAME, _CODE = "\ue000ten\ue001", "\ue000ma\ue001"  # of the private area: no set and no unit writes them
_TEXT = re.compile(r'<t(?: xml:space="preserve")?>([^<]*)</t>')
_LONGEST = 200


class FormMaker:
    """Makes the forms of a roster for one period; forms of one shape cost a fraction of the first.

    They are blank, or all ``filled`` with the same answers.
    """

    def __init__(self, roster: Roster, period: str = "nam", filled: Prefill | None = None) -> None:
        self._roster, self._period, self._filled = roster, period, filled
        self._words: dict[object, _Words] = {}
        self._shapes: dict[object, _Shape] = {}

    def form(self, unit: Unit) -> bytes:
        """The form of ``unit``, with the parts that :func:`write_form` gives it."""
        twin = unit.model_copy(update={"name": _NAME, "code": _CODE})
        if not self._alike(unit, twin):
            return self._written(unit)
        kind = unit.kind, unit.exempt, unit.targets
        if kind not in self._words:
            self._words[kind] = _Words.of(self._written(twin))
        words = self._words[kind]
        if not words.fit(unit):
            return self._written(unit)
        shape = *kind, self._heights(unit)
        if shape not in self._shapes:
            self._shapes[shape] = _Shape.of(self._written(unit))
        return self._shapes[shape].with_parts(words.parts(unit))

    def _written(self, unit: Unit) -> bytes:
        return in_memory(write_form, self._roster, unit, period=self._period, filled=self._filled)

    def _alike(self, unit: Unit, twin: Unit) -> bool:
        """True where the set asks nothing of the unit by its very code."""
        questions = (self._roster.asked, self._roster.conditions, self._roster.tasks)
        return all(question(unit) == question(twin) for question in questions)

    def _heights(self, unit: Unit) -> tuple[float, ...]:
        """The heights of the rows that hold the unit's name or code."""
        fitted = (
            heading(self._roster.criteria, unit, self._period),
            beside(unit.name),
            beside(unit.code),
            unit_title(unit),
        )
        return tuple(text.height for text in fitted)


@dataclass(frozen=True)
class _Words:
    """The parts that hold a unit's words, with marks for these."""

    strings: str
    properties: str

    @classmethod
    def of(cls, form: bytes) -> "_Words":
        """Those of the form of a marked unit."""
        with zipfile.ZipFile(BytesIO(form)) as archive:
            return cls(archive.read(_STRINGS).decode(), archive.read(_PROPERTIES).decode())

    @cached_property
    def _marked(self) -> tuple[str, ...]:
        return tuple(text for text in _TEXT.findall(self.strings) if "\ue000" in text)

    @cached_property
    def _others(self) -> frozenset[str]:
        return frozenset(text for text in _TEXT.findall(self.strings) if "\ue000" not in text)

    def fit(self, unit: Unit) -> bool:
        """True where the unit's texts differ from one another and from all other texts of the form.

        Equal texts share one place among the shared texts: such a unit's form has another table.
        """
        if not (_is_plain(unit.name) and _is_plain(unit.code)):
            return False
        texts = [_put(text, unit) for text in self._marked]
        return len(set(texts)) == len(texts) and self._others.isdisjoint(texts)

    def parts(self, unit: Unit) -> dict[str, str]:
        """Both parts with the unit's own words."""
        return {_STRINGS: _put(self.strings, unit), _PROPERTIES: _put(self.properties, unit)}


def _is_plain(text: str) -> bool:
    """True where only XML's own characters need care: no spaces around, nothing like ``_x000A_``."""
    odd = "_x" in text or text.startswith("<r>")  # xlsxwriter takes the latter for a text of several fonts
    return 0 < len(text) <= _LONGEST and text == text.strip() and text.isprintable() and not odd


def _put(text: str, unit: Unit) -> str:
    """The text with the unit's words in the place of the marks; the score sheet has its name in capitals."""
    named = text.replace(_NAME, escape(unit.name)).replace(_NAME.upper(), escape(unit.name.upper()))
    return named.replace(_CODE, escape(unit.code))


@dataclass(frozen=True, slots=True)
class _Shape:
    """A form as a zip without the parts that hold the unit's words, and how these lie in it."""

    rest: bytes
    own: tuple[zipfile.ZipInfo, ...]

    @classmethod
    def of(cls, form: bytes) -> "_Shape":
        """The shape of a written form."""
        buffer = BytesIO()
        with zipfile.ZipFile(BytesIO(form)) as source, zipfile.ZipFile(buffer, "w") as rest:
            members = source.infolist()
            for member in members:
                if member.filename not in (_STRINGS, _PROPERTIES):
                    rest.writestr(member, source.read(member))
        return cls(buffer.getvalue(), tuple(m for m in members if m.filename in (_STRINGS, _PROPERTIES)))

    def with_parts(self, parts: dict[str, str]) -> bytes:
        """The whole form; parts that are the same in all forms of the shape were deflated once."""
        buffer = BytesIO()
        buffer.write(self.rest)
        with zipfile.ZipFile(buffer, "a") as archive:
            for member in self.own:
                plain = zipfile.ZipInfo(member.filename, member.date_time)
                plain.external_attr, plain.compress_type = member.external_attr, member.compress_type
                archive.writestr(plain, parts[member.filename])
        return buffer.getvalue()
