"""What the model is, how a municipality changes it, and where a place stands in it."""
