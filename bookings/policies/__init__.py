"""Refund rules as versioned data, and the pure function that applies them."""
