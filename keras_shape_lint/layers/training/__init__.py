"""What goes into compile, fit and their kin: data against inputs, labels against outputs, metrics and weights.

Measured on Keras 2.3.1, tf.keras 2.15 and Keras 3.15; tests/training/measure.py is how. Releases before 2.3.1 hold
data and labels against the model as 2.3.1 does.
"""
