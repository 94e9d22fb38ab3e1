"""Cases of the demo: the shipped procedures with what people of Lam Giang would ask for."""
