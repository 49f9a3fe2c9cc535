"""Where the evaluator meets Keras: names, layers built and called, models."""
