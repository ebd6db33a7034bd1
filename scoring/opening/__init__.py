"""The door: a file on disk -> what it holds, or a finding that says why not."""
