"""Models compiled and fed: what compile was given, what data comes to fit and its kin, and what Keras says to it."""
