"""From the names in a paper to the units of a set, with a line on every name: nothing is guessed or lost."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from scoring.annex.seen import Certainty, SeenRow
from scoring.annex.unit_kinds import proposed_kind
from scoring.annex.unit_names import Mention
from scoring.criteria.units import Roster, Unit
from scoring.intake.checks.unknown_unit import NEAR
from scoring.text import ascii_slug, capitalized, fold, nearest

PRESENT = "Danh sách hiện nay"
"""The place of units that the paper does not name."""
_TWIN = 88
"""Percent of its letters that a name shares with one above it to be asked about as the same."""
_ABOVE = re.compile(
    r"(ubnd|hdnd|uy-ban-nhan-dan|hoi-dong-nhan-dan|thanh-uy|tinh-uy)-(thanh-pho|tinh|tp|quan|huyen)|so-|bo-(?!phan)"
)
_PERSONS = re.compile(
    r"(ttdu|tt-dang-uy|tt-hdnd|thuong-truc|ban-thuong-vu|btv|ct|pct|chu-tich|cac-pho|lanh-dao|dang-uy)(-(?!phong)|$)"
)
_FILED = re.compile(r"luu|vt(-|$)|nhu-(tren|dieu|muc|kinh)|bien-che")
_MANY = re.compile(r"(cac|tat-ca|nhung|moi)-|.*(-tren-dia-ban|-truc-thuoc)")
_HEADS = r"(?:Phòng|Văn phòng|Trung tâm|Trường|Trạm|Ban|Công an|Đội|Tổ dân phố|Khu phố|Thôn)"
_NEXT = re.compile(rf"\s*[,;]\s*(?={_HEADS}\s)")
_LONGEST_CODE = 20
_SMALL = frozenset({"phuong", "xa", "so", "va"})


@dataclass
class UnitsRead:
    """The units of the new list and what became of each name."""

    units: list[Unit] = field(default_factory=list)
    seen: list[SeenRow] = field(default_factory=list)


def units_of(mentions: Sequence[Mention], roster: Roster) -> UnitsRead:
    """The present list with what the paper says of it: the new units stand behind, in the paper's order."""
    reading = _Reading(roster)
    for mention in mentions:
        reading.take(mention)
    reading.keep_the_others()
    order = {unit.code: n for n, unit in enumerate(roster.units)}
    reading.read.units.sort(key=lambda unit: order.get(unit.code, len(order)))
    return reading.read


@dataclass
class _Reading:
    roster: Roster
    read: UnitsRead = field(default_factory=UnitsRead)
    _places: dict[str, str] = field(default_factory=dict)

    def take(self, mention: Mention) -> None:
        """One row or line; one that names several units gets a line for each."""
        if why := mention.passed or self._passed(mention.name):
            self._tell(mention, "không phải đơn vị", Certainty.SKIPPED, why)
        elif self.roster.names.get(fold(mention.name)) is None and _MANY.match(ascii_slug(mention.name)):
            self._tell(mention, "tên gọi chung", Certainty.UNKNOWN, "kể tên từng đơn vị ở trang Đơn vị")
        else:
            known = fold(mention.name) in self.roster.names
            for name in [mention.name] if known else _NEXT.split(mention.name):
                self._name(mention, name)

    def _passed(self, name: str) -> str:
        """Why a name of the list of recipients is none of a unit of the ward."""
        slug = ascii_slug(name)
        if _FILED.match(slug):
            return "nơi lưu văn bản"
        if _ABOVE.match(slug):
            return "cơ quan cấp trên"
        return "lãnh đạo, không phải đơn vị" if _PERSONS.match(slug) else ""

    def _name(self, mention: Mention, name: str) -> None:
        key = fold(name)
        known = self.roster.names.get(key)
        earlier = self._places.get(f"={known.code}" if known else key)
        if earlier:
            self._tell(mention, "đã có", Certainty.SKIPPED, f"trùng với {earlier}")
            return
        self._places[f"={known.code}" if known else key] = mention.place
        if known:
            self._known(mention, known)
        else:
            self._new(mention, capitalized(name))

    def _known(self, mention: Mention, unit: Unit) -> None:
        # What the paper names is no made-up entry any more, nor is its note.
        named = unit.model_copy(update={"sample": False, "note": ""}) if unit.sample else unit
        self.read.units.append(named)
        self._tell(mention, f"{unit.code}: {unit.name}", Certainty.SURE, "có trong danh sách hiện nay")

    def _new(self, mention: Mention, name: str) -> None:
        kind = proposed_kind(name, mention.of, self.roster)
        twin = self._twin(name)
        aliases = tuple(filter(None, (each.strip() for each in mention.also.split(";"))))
        code = self._code(name)
        unit = Unit.model_construct(code=code, name=name, kind=kind.code, aliases=aliases)
        self.read.units.append(unit)
        shown = next(
            (each.name for each in self.roster.criteria.kinds if each.code == kind.code), "chưa rõ loại"
        )
        certainty = Certainty.UNSURE if twin and kind.certainty is Certainty.SURE else kind.certainty
        why = "; ".join(filter(None, (twin, kind.why)))
        self._tell(mention, f"{code}: {name} ({shown})", certainty, why, kind.choices)

    def _twin(self, name: str) -> str:
        """A name much like this one: above it in the paper, or in the present list."""
        mine = [unit.name for unit in self.read.units]
        for names, least, where in (
            (mine, _TWIN, "ở trên"),
            (list(self.roster.names), NEAR, "trong danh sách hiện nay"),
        ):
            alike = {fold(each): each for each in names if _figures(each) == _figures(name)}
            if near := nearest(fold(name), alike, least):
                shown = self.roster.names[near].name if near in self.roster.names else alike[near]
                return f"gần giống “{shown}” {where}; nếu là một thì xóa dòng này"
        return ""

    def _code(self, name: str) -> str:
        """The first letters of its words, with its number; the next free one where another has it."""
        words = [word for word in ascii_slug(name).split("-") if word not in _SMALL]
        letters = "".join(word[0] for word in words if not word.isdigit()) or "dv"
        figures = "-".join(word.zfill(2) for word in words if word.isdigit())
        base = f"{letters}-{figures}" if figures else letters
        taken = {unit.code for unit in (*self.roster.units, *self.read.units)}
        code, n = base[:_LONGEST_CODE], 1
        while code in taken:
            n += 1
            code = f"{base[: _LONGEST_CODE - 4]}-{n}"
        return code

    def keep_the_others(self) -> None:
        """Nobody leaves the list because a paper does not name it; made-up entries are asked about."""
        named = {unit.code for unit in self.read.units}
        for unit in self.roster.units:
            if unit.code not in named:
                self.read.units.append(unit)
                why = "văn bản không nêu; xóa dòng ở trang Đơn vị nếu không còn"
                certainty = Certainty.UNSURE if unit.evaluated else Certainty.SURE
                self.read.seen.append(SeenRow(PRESENT, unit.name, f"{unit.code}: giữ lại", certainty, why))

    def _tell(
        self, mention: Mention, became: str, certainty: Certainty, why: str, choices: tuple[str, ...] = ()
    ) -> None:
        self.read.seen.append(SeenRow(mention.place, mention.read, became, certainty, why, choices))


def counted_names(seen: Sequence[SeenRow]) -> str:
    """How many names of the paper became what, and how many units stay that it does not name."""
    how = Counter(row.certainty for row in seen if row.place != PRESENT)
    asked = how[Certainty.UNSURE] + how[Certainty.UNKNOWN]
    kept = sum(row.place == PRESENT for row in seen)
    return (
        f"{how.total()} tên: {how[Certainty.SURE]} vào danh sách, {asked} cần xem, "
        f"{how[Certainty.SKIPPED]} bỏ qua; giữ lại {kept} đơn vị không được nêu"
    )


def _figures(name: str) -> list[str]:
    return re.findall("[0-9]+", name)
