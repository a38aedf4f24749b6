"""The built-in sample: a Kolada of its own with invented figures, for work offline and for the tests.

What is real: ids, titles, definitions and dates of KPIs and KPI groups, names of municipalities and regions, counties,
SKR groups and size classes, ids and titles of "Liknande" groups (`data/*.json`; source: Kolada, 2026-03).
What is invented: every figure (`figures`, from the rules in `data/levels.json`), which of them are missing, and the
members of the "Liknande" groups. No figure was derived from a published one, and none may be shown without saying so.

    session = sample_session()                     answers SAMPLE_URL in process
    session.get(f"{SAMPLE_URL}/kpi/N33001")
    python -m kolada.sample --port 8766            the same over HTTP
"""

from kolada.sample.rows import Cell
from kolada.sample.server import Faults, Sample, create_sample_server
from kolada.sample.transport import SAMPLE_URL, SampleAdapter, sample_session

__all__ = ["SAMPLE_URL", "Cell", "Faults", "Sample", "SampleAdapter", "create_sample_server", "sample_session"]
