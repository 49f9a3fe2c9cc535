"""The child process: imported by nothing, started as `python child/main.py`."""
