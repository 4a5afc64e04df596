"""What pages are built from: the data of each component and how it is laid out. The tags of `templatetags` draw them."""
