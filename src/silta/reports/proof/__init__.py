"""The proof desk: what should be looked at once more before a text is released or a document leaves the house.

`passages` reads a record's fields or a document's content into a `Subject`, `known` says what it is held against, and each module
of `checks` looks for one sort of slip. Findings are values; their sentences live in `silta.web.sentences.proof`. The machine
only points: people decide what is wrong.
"""
