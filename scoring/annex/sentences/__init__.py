"""One file a kind of sentence by which papers give points; each answers with a rule, or with nothing."""

from scoring.annex.sentences import (
    bands,
    count,
    deduction,
    lateness,
    levels,
    one_level,
    parts,
    proportional,
    superior,
    yes_no,
)

SENTENCES = (
    proportional.read,
    bands.read,
    lateness.read,
    yes_no.read,
    parts.read,
    levels.read,
    deduction.read,
    count.read,
    one_level.read,
    superior.read,
)
"""In the order in which they are asked; the first without a doubt is taken."""
