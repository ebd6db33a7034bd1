"""What the restoring processes of test_restore.py do; spawned, so that each has nothing but its arguments."""

from multiprocessing.connection import Connection
from pathlib import Path

from scoring.errors import UserError
from scoring.pipeline.office import open_office
from scoring.pipeline.restore import register_restore


def restore_again_and_again(root: str, told: Connection) -> None:
    """Restore without end; tell before the first time, then how many lines only the former register has."""
    office = open_office(Path(root))
    told.send("start")
    while True:
        try:
            done = register_restore(office, replace=True)
        except UserError:  # another command was at it too long
            continue
        if done.changed:
            told.send(done.only_former[0] if done.only_former else -1)
