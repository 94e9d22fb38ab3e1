"""Values in Redis as JSON: what is read back is data, never code."""

import json


class JsonSerializer:
    """What Django's Redis cache asks for; counters stay plain numbers so that Redis can add to them."""

    def dumps(self, value):
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        return json.dumps(value).encode()

    def loads(self, data):
        return json.loads(data)
