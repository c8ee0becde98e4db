"""Where council and national body work on a report together, sign it, and are held to what they signed."""
