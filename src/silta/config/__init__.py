"""Settings, the root of the URLs, and the entry point of a web server."""
