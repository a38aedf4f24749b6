"""What has been fetched from Kolada, kept: a read-through store of slices (kpi x municipality) and of metadata."""
