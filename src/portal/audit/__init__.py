"""The audit log: who did what to which thing when; it is added to and never changed."""
