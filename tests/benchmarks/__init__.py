"""`python -m tests.benchmarks`: what the product costs beside its alternatives, measured side by side in one run."""
