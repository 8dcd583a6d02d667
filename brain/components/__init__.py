"""The parts of Rasa's graph that are ours."""
