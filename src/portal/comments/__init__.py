"""What people wrote in their own words, for the coders who read it, and for nobody else."""
