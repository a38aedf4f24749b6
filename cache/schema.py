"""The tables. Keys are integers (cache.keys), times microseconds since 1970, dates ISO texts: the same in SQLite and
PostgreSQL. A change here raises SCHEMA. A store of an OLDER one gets the tables that are new since; any other is moved
aside, never converted.
"""

from sqlalchemy import BigInteger, Boolean, Column, Double, Index, Integer, LargeBinary, MetaData, Table, Text

SCHEMA = 3
OLDER = (1, 2)  # schemas that lack tables, and differ in nothing else

NOT_KEPT = b""  # no compressed body is empty, so this can only mean that it was not kept

tables = MetaData()

# One row: what this store is, and the counter that grows with every write that a page could show.
store = Table(
    "store",
    tables,
    Column("one", Integer, primary_key=True),
    Column("schema", Integer, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("invented", Boolean, nullable=False),
    Column("origin", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

# One kpi x unit as a whole. An empty slice (cells 0) is an answer too: it is not asked for again.
slices = Table(
    "slice",
    tables,
    Column("kpi", Integer, primary_key=True, autoincrement=False),
    Column("unit", Integer, primary_key=True, autoincrement=False),
    Column("fetched_at", BigInteger, nullable=False),  # the age of its values
    Column("checked_at", BigInteger, nullable=False),  # when Kolada was last asked
    Column("whole_at", BigInteger, nullable=False),  # when all of it was last asked for
    Column("withdrawn", Text),
    Column("periods", Integer, nullable=False),  # rows on Kolada's pages, for packing requests
    Column("cells", Integer, nullable=False),
    Column("answer", Integer, nullable=False),  # the last that confirmed it
    sqlite_with_rowid=False,
)

values = Table(
    "value",
    tables,
    Column("kpi", Integer, primary_key=True, autoincrement=False),
    Column("unit", Integer, primary_key=True, autoincrement=False),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("gender", Integer, primary_key=True, autoincrement=False),
    Column("value", Double),
    Column("status", Text, nullable=False),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Each HTTP answer as it was received (the body zlib-compressed), or NOT_KEPT in the body's place.
answers = Table(
    "answer",
    tables,
    Column("n", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("fetched_at", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# Which answers a slice's values came in: those it was fetched whole in, and the deltas that named it.
slice_answers = Table(
    "slice_answer",
    tables,
    Column("kpi", Integer, primary_key=True, autoincrement=False),
    Column("unit", Integer, primary_key=True, autoincrement=False),
    Column("answer", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

revisions = Table(
    "revision",
    tables,
    Column("n", Integer, primary_key=True),
    Column("kpi", Integer, nullable=False),
    Column("unit", Integer, nullable=False),
    Column("period", Integer, nullable=False),
    Column("gender", Integer, nullable=False),
    Column("old_value", Double),
    Column("old_status", Text, nullable=False),
    Column("new_value", Double),
    Column("new_status", Text, nullable=False),
    Column("old_fetched_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Index("revision_of", "kpi", "unit", "seen_at"),
)

# A KPI that was asked for. Without a title: Kolada did not know it. Vanished: since when it no longer does.
kpis = Table(
    "kpi",
    tables,
    Column("kpi", Integer, primary_key=True, autoincrement=False),
    Column("checked_at", BigInteger, nullable=False),
    Column("vanished", Text),
    Column("title", Text),
    Column("description", Text),
    Column("is_divided_by_gender", Boolean),
    Column("municipality_type", Text),
    Column("auspice", Text),
    Column("operating_area", Text),
    Column("perspective", Text),
    Column("prel_publication_date", Text),
    Column("publication_date", Text),
    Column("publ_period", Integer),
    Column("has_ou_data", Boolean),
)

municipalities = Table(
    "municipality",
    tables,
    Column("unit", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("type", Text, nullable=False),
)

# Every edition of every group: title and members (JSON pairs of id and title) as they stood between two days.
group_editions = Table(
    "group_edition",
    tables,
    Column("n", Integer, primary_key=True),
    Column("unit", Integer, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("members", Text, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
    Column("current", Boolean, nullable=False),
)

# The groups of KPIs as they were last fetched (members: JSON pairs of id and title).
kpi_groups = Table(
    "kpi_group",
    tables,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("members", Text, nullable=False),
)

# Derived from `value` (cache.panels): a kpi's newest years, gender T; unit keys and their numbers, packed.
panels = Table(
    "panel",
    tables,
    Column("kpi", Integer, primary_key=True, autoincrement=False),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    Column("units", LargeBinary, nullable=False),
    Column("numbers", LargeBinary, nullable=False),
)

# The same of a kpi: whether every municipality, and every region, was kept when its part was built.
panel_wholes = Table(
    "panel_whole",
    tables,
    Column("kpi", Integer, primary_key=True, autoincrement=False),
    Column("municipalities", Boolean, nullable=False),
    Column("regions", Boolean, nullable=False),
)

# The KPIs whose values have changed since their part of the panel was built.
panels_due = Table("panel_due", tables, Column("kpi", Integer, primary_key=True, autoincrement=False))

# When a whole list (municipalities, groups, the catalogue) was last fetched. Of the panel: the version of the store in
# which it was last built.
listings = Table(
    "listing",
    tables,
    Column("name", Text, primary_key=True),
    Column("fetched_at", BigInteger, nullable=False),
)

# Who is fetching what in the background, among all processes; a lease that ran out is anybody's.
leases = Table(
    "lease",
    tables,
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)
