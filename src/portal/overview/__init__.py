"""What a council sees of its round: how far it is, who is not heard yet, and what to do next."""
