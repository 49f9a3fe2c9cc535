"""How well the tracer follows real programs: its shapes held against those that real Keras gives, site by site."""
