"""How templates, Markdown and points are shown to people, whatever they are about."""
