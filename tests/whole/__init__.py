"""Tests of the whole house: every program running, as travellers and agents meet it."""
