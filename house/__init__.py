"""Setting up, starting and checking the house. `setup` and `doctor` need nothing but Python."""
