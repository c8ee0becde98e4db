"""What everybody may read: reports that were signed and consented to, the national findings, and the whole of it as files."""
