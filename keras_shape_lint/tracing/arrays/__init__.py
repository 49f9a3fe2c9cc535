"""Data: NumPy's arrays, datasets, and the functions that make and change them, on shapes."""
