"""Limits of what is read from the disk, each with its reason; of a workbook: ``scoring.xlsx.limits``."""

from scoring.xlsx.limits import MEGABYTE

ARCHIVE_BYTES = 100 * MEGABYTE
"""A .zip of forms, evidence and photographs included: Zalo sends up to 1 GB, mail 25 MB."""

ARCHIVE_INFLATED = 256 * MEGABYTE
"""Of all files in a .zip together, each of which may have ``FILE_BYTES``. About two seconds to inflate."""

PAUSES = (0.1, 0.3, 0.6)
"""Seconds to wait before a file is read again that is just being written."""

FRESH = 10
"""So many seconds after it last changed a file that looks cut off may still be on its way."""
