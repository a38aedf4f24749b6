"""Sentences from analysis results. Every number in them is the analysis's own; no text is typed twice (COMPARISON 30)."""
