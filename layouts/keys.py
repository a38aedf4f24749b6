"""Every key that an address may have. They are a promise to everyone who keeps a link (README, "Addresses")."""

# Of /utforska alone, see layouts/explore/state.py
EXPLORE_KEYS = ("q", "area", "perspective", "group", "page", "only", "since", "small", "order", "n", "fetch", "year")
KEYS = (
    *EXPLORE_KEYS,
    "municipality",
    "peers",
    "kpi",
    "set",
    "period",
    "gender",
    "prices",
    "view",
    "mark",
    "counts",
    "scale",
    "retrieved",
    "format",
    "fig",
    "columns",
    "tables",
    "recipe",
)
