"""Finding a KPI among all: plain Swedish words to KPIs in order, with the reason that each one matched. Pure."""
