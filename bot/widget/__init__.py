"""The web widget: one script tag, its modules, a full page for app views, a demo travel site."""
