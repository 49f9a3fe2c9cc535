"""Changes of the source that are tried before they are offered: the changed program is analysed again."""
