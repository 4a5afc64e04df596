"""Standards library: addresses, releases and their provisions, import formats, comparison and preview. Pure."""
