"""What has been released before, and what it tells of a new table."""
