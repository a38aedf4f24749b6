"""Kolada's API v3: the client, its types and its errors."""
