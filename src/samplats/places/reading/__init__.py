"""Files that the municipality brings: areas, profile, addresses."""
