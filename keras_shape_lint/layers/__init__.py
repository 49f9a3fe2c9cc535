"""What Keras does to shapes, one module per family of Keras' own source tree. Keras is never imported."""
