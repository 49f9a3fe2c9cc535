"""The process that runs a program under real Keras and writes down what every call gave. Python 3.6 and later."""
