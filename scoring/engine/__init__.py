"""The pure engine: entries -> scorecard -> class -> ranking. No I/O, no Excel, no pandas."""
