"""Suggestions, relations and coverage between two releases of rules, in any two languages. Pure: values in, values out.

`units` is what goes in, `suggest` what comes out, `vectors` makes sentence vectors (importing its `engine` loads onnxruntime;
nothing else here does), `relations` and `coverage` work on what experts have decided.
"""
