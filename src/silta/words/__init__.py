"""Language-tagged text, languages, code lists, identifiers, dates, markings and the base of all errors. Pure."""
