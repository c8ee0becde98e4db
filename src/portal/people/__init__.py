"""The people who run and read rounds: who they are, what their roles let them do, and how they sign in."""
