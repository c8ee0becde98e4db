"""How people are reached: group links, single-use invitations, posters, letters, e-mail."""
