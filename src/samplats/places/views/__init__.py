"""The pages of places and of the municipality's own map."""
