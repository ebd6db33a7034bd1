"""From an official's paper in Word or Excel to a criteria set, with a list of everything that is unsure."""
