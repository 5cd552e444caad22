"""The situation room: figures, the draft, published versions."""
