"""Compiling ahead."""

import pytest

from samplats.commands.warm import warm


@pytest.mark.slow
def test_warming_is_done_once(tmp_path, monkeypatch):
    monkeypatch.setattr("os.nice", lambda step: 0)
    assert warm(tmp_path)
    assert not warm(tmp_path)
