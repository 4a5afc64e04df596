"""The crosswalk table: every mapping of a crosswalk, for reading and signing off."""
