"""Kolada and what its figures mean. Nothing here knows of disks or of web pages."""

__version__ = "0.1.0"
