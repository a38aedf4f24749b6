"""/utforska: all of Kolada. A module for each tab, their state in the address, their words."""
