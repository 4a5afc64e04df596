"""Tags and filters that every template has (see TEMPLATES in the settings)."""
