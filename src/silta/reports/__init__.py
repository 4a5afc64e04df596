"""Documents: content computed from records (pure), and the layouts and renderers that make HTML and PDF of it."""
