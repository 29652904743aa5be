"""What people choose: policies of houses, less detail, release decisions, the worksheet."""
