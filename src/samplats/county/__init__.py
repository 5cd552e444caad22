"""Above one municipality: what municipalities hand to a county or a co-operation, and how it is read there."""
