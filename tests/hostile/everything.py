"""All hostile files by name; each is made once, whichever process of a run asks for it."""

from functools import cache

from tests.hostile.active import ACTIVE
from tests.hostile.base import Make
from tests.hostile.cells import CELLS
from tests.hostile.container import CONTAINER
from tests.hostile.costs import COSTS
from tests.hostile.markup import MARKUP
from tests.hostile.namespaces import NAMESPACES
from tests.hostile.odd import ODD
from tests.hostile.sizes import SIZES
from tests.support.made import made_once

TABLES = (CONTAINER, MARKUP, NAMESPACES, SIZES, COSTS, CELLS, ACTIVE, ODD)


def _once(name: str, make: Make) -> Make:
    return cache(lambda: made_once(name, lambda path: path.write_bytes(make())).read_bytes())


HOSTILE: dict[str, Make] = {name: _once(name, make) for table in TABLES for name, make in table.items()}
