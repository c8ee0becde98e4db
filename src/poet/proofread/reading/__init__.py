"""One file a format: what a stranger's program finds in it."""
