"""The HTTP door: routers, the shapes on the wire, access and errors."""
