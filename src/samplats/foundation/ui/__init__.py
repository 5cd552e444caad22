"""The look: page frames, components, charts and the islands; knows nothing of places."""
