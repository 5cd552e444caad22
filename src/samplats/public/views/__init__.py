"""The pages for strangers, and those of who decides what strangers see."""
