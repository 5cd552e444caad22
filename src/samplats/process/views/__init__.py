"""The pages of the steps: all places, one place's stages, one activity, and the template."""
