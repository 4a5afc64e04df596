"""One module per kind of record; each defines its fields, its lifecycle and `KIND`. Listed in `silta.records.registry`."""
