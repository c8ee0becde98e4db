"""What is computed from a round's answers, settled before there are any."""
