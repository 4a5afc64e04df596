"""A node: one party's database, its only writes (`actions`) and its only reads (`queries`), projection, exchange and jobs."""
