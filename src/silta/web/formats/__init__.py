"""How Django itself writes and reads dates and numbers in forms, by language. Pages use `silta.web.writing`, which knows months
and years alone as well; these modules keep Django's own words in step. Dates are always accepted as ISO 8601 too.
"""
