"""What goes into compile, fit and their kin: data against inputs, labels against outputs, metrics and weights.

Measured on Keras 1.2.2, 2.1.6, 2.2.4, 2.3.1, tf.keras 2.15 and Keras 3.15; tests/training/measure.py is how. Releases
before 2.3.1 hold data and labels against the model as it does, and differ in what compile takes.
"""
