"""What a record is: kinds, their fields and lifecycles, references, agreement, and what is computed from them. Pure."""
