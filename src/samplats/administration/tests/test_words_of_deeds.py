"""Every deed in the log and every job on its page reads as words, not as a name in the code."""

from importlib import import_module

import pytest
from django.conf import settings

from samplats.administration.registry import job_words, verb_words
from samplats.foundation.actions.action import all_actions
from samplats.foundation.jobs import registry


@pytest.fixture(autouse=True)
def _every_page():
    import_module(settings.ROOT_URLCONF)


def of_samplats(made):
    return made.__module__.startswith("samplats.") and ".tests." not in made.__module__


def test_every_deed_has_words_in_the_log():
    verbs = [verb for verb, deed in all_actions().items() if of_samplats(deed.deed)]
    assert len(verbs) > 100
    assert [verb for verb in sorted(verbs) if verb_words(verb) == verb] == []


def test_every_job_has_words_on_its_page():
    names = [name for name, work in registry.all_work().items() if of_samplats(work)]
    assert len(names) > 5
    assert [name for name in sorted(names) if job_words(name) == name] == []
