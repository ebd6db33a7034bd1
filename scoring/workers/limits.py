"""What a worker may take, each limit with its reason. What a file may hold: :mod:`scoring.xlsx.limits`."""

from scoring.xlsx.limits import MEGABYTE

READ_SECONDS = 20
"""For one file, from the moment a worker takes it: a form takes 0.02 s, the largest file let through 2 s."""

START_SECONDS = 120
"""For a worker to start: slow disks and virus scanners are not a file's fault."""

WORKER_BYTES = 768 * MEGABYTE
"""What a worker may grow by. The largest file let through needs 150 MB; two may be in memory at once."""

OWN_SECONDS = 60
"""For a workbook of the office's own: a list of 200,000 units takes 7 s of processor time."""

SMALL_BYTES, SMALL_UNPACKED = 256 * 1024, MEGABYTE
"""What needs no worker: a list of 4,000 units, a set of 300 criteria; at worst half a second to read."""
