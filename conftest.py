"""Shared by all tests: the fixed cast."""

pytest_plugins = ["samplats.foundation.tests.cast"]
