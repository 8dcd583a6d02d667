"""The doors through which travellers come."""
