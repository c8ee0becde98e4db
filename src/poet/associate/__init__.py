"""What needs single answers or everybody's raw counts: it may open them, and hands on only what a model may say."""
