"""One file a kind of sentence by which papers give points; each answers with a rule, or with nothing."""

from scoring.annex.sentences import (
    bands,
    best,
    count,
    deduction,
    judged,
    lateness,
    levels,
    one_level,
    parts,
    proportional,
    superior,
    target,
    yes_no,
)

SENTENCES = (
    best.read,
    target.read,
    proportional.read,
    bands.read,
    lateness.read,
    yes_no.read,
    parts.read,
    levels.read,
    deduction.read,
    count.read,
    one_level.read,
    judged.read,
    superior.read,
)
"""In the order in which they are asked; the first without a doubt is taken."""
