"""Pure values of a trip: money, bookings, their legs and coupons."""
