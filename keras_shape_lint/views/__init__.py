"""An Analysis as text, JSON or annotations; nothing here reads files or prints."""
