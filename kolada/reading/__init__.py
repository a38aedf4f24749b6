"""Sentences from analysis results. Every number in them is the analysis's own (COMPARISON 30)."""
