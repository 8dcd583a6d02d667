"""The assistant: Rasa 3.6 with understanding, channel and answers of our own (Python 3.10)."""
