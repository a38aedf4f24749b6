"""The parts of a KPI's own page that look at the whole country, at women and men, and at other measures."""
