"""The trade of POET in plain Python: asking, counting, protecting, measuring, comparing, telling.

No database, no web, no clock: rooms in the order in which an answer passes them.
"""
