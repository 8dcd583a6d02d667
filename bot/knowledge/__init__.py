"""The knowledge base: articles that answer questions."""
