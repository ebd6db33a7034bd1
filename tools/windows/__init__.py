"""``make windows``: a zip that installs and opens danvan on a Windows machine without a network."""
