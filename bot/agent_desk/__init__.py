"""The agents' desk: API, socket, login and pages."""
