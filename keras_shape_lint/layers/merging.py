"""Add, Concatenate, Dot and their kin: `keras/src/layers/merging`."""
