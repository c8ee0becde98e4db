"""Process with outcome, people with their area: what needs single answers, let out only as a model's result."""
