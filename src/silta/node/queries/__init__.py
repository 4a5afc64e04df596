"""The only reads that pages, reports and the API use. Each returns plain values or rows with a constant number of queries."""
