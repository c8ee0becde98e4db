"""What happens after the report: the event, what people said there, what the council will do, and what it did."""
