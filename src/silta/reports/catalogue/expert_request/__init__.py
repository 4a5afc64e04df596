"""The request for expert advice, with its terms of reference."""
