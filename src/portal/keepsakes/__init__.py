"""A code on the thank-you page: whoever holds it can take their answers back, and read what became of them."""
