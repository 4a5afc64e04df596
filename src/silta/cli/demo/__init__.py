"""The demonstration: two nodes that tell a year of cooperation. The people in it are invented; `content/` holds what is told."""
