"""Files: pure functions from a view to text or bytes. Nothing here knows of Dash."""
