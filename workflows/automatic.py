"""Steps the house does by itself: named functions that a plan may call ({"run": name} in the step's options)."""

FUNCTIONS = {}


def automatic(name):
    """Register a function (route, step) -> str, run inside the transaction that reached the step.

    What it returns is kept as the step's note; when it raises, whoever's act led here is undone and told.
    """

    def register(function):
        FUNCTIONS[name] = function
        return function

    return register


def run(route, step):
    """Call the function the step names and return its note."""
    return FUNCTIONS[step.options["run"]](route, step) or ""
