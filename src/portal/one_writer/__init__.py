"""SQLite, one writer at a time: who waits wakes at once instead of trying again after SQLite's own long pauses."""
