"""Kolada's figures for a shell and for a notebook: the same selections, defaults and numbers as the pages."""
