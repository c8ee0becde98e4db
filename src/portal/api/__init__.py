"""The way in and out for other computers: /api/v1/, its tokens, and what keeps a repeated request from counting twice."""
