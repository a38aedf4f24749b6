"""Shared fixtures. None touches the network or the disk: Kolada is the built-in sample, called in process."""

import pytest
import requests

from kolada.sample import Sample
from kolada.sample import sample_session as session_on


@pytest.fixture
def sample() -> Sample:
    """A sample server's log, faults and revisions, fresh for each test."""
    return Sample()


@pytest.fixture
def sample_session(sample: Sample) -> requests.Session:
    """A session whose requests to SAMPLE_URL reach that sample."""
    return session_on(sample)
