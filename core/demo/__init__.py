"""The demo agency: invented people of an invented province, the same in tests, in proof runs and in `make demo`."""
