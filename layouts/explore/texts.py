"""The Swedish of /utforska."""

NAV_EXPLORE = "Utforska"
TABS_LABEL = "Sätt att utforska"
NO_MUNICIPALITY = "Välj först en kommun: då går det att säga hur den skiljer sig från liknande kommuner."
TAB_RELATION, TAB_LIKENESS = "Samband", "Egen likhet"
