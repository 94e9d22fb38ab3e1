"""The proof: one paper walks the whole way in a throw-away house, over HTTP, without a person."""
