"""The child process, started as one archive of these files. It knows nothing of the package around it."""
