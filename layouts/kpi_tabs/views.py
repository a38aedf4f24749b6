"""The tabs of a KPI's page that look wider than its lines, as `view=` names them."""

ORDER_VIEW, SPREAD_VIEW, MAP_VIEW, GENDERS_VIEW = "rangordning", "spridning", "karta", "kon"
