"""Renderers: a document laid out for its languages → bytes of a file format. They know no records and no Django."""
