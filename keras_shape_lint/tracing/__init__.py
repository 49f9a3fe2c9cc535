"""Runs Python source over abstract values, and keeps the graph of Keras calls with their shapes."""
