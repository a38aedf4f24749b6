"""The auditor's section: its state in the address, what it says, and the routes that make its files."""
