"""Pure decisions about places."""
