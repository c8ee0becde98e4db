"""A council's own returns as data: who may take them away, how coarsened, and how often."""
