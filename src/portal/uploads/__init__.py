"""Tables of answers that councils hand in: checked in full in the background, looked at, then stored all or nothing."""
