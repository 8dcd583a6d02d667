"""Demo bookings, made the same way every time from a seed and a day."""
