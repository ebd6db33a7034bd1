"""The register: what files alone do not show. One append-only list of lines; what holds is read from it.

:mod:`scoring.register.actions` knows what each action writes down; :mod:`scoring.register.store` keeps the
register on disk and is imported only where that happens.
"""

from scoring.register.ledger import Arrival, Ledger, Verdict, on_time
from scoring.register.record import VIETNAM, Action, Draft, Record

__all__ = ["VIETNAM", "Action", "Arrival", "Draft", "Ledger", "Record", "Verdict", "on_time"]
