"""Pure functions of a tidy frame: lines, means, ranks, bands, change. No disk, no page, no Swedish."""
