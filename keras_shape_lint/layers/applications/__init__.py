"""The ready-made models of keras.applications: each architecture as data, from which its layers follow."""
