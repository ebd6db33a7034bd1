"""All hostile files by name; each is made once, whichever process of a run asks for it."""

from functools import reduce
from operator import or_

from tests.hostile.active import ACTIVE
from tests.hostile.base import Make
from tests.hostile.cells import CELLS
from tests.hostile.container import CONTAINER
from tests.hostile.costs import COSTS
from tests.hostile.markup import MARKUP
from tests.hostile.namespaces import NAMESPACES
from tests.hostile.odd import ODD
from tests.hostile.sizes import SIZES
from tests.support.made import files_once

TABLES = (CONTAINER, MARKUP, NAMESPACES, SIZES, COSTS, CELLS, ACTIVE, ODD)
HOSTILE: dict[str, Make] = files_once("hostile", reduce(or_, TABLES))
