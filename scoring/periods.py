"""The one period that every criteria set has; the others are data."""

ANNUAL = "nam"
