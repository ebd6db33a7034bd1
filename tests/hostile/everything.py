"""All hostile files by name; each is made once, whoever asks for it."""

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

TABLES = (CONTAINER, MARKUP, NAMESPACES, SIZES, COSTS, CELLS, ACTIVE, ODD)
HOSTILE: dict[str, Make] = {name: cache(make) for table in TABLES for name, make in table.items()}
