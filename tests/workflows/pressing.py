"""Several people pressing at the same moment, each on a connection of their own."""

import threading

from django.db import connection

from core.refusals import Refused


def at_once(*acts):
    """Do the acts in threads that begin together; returns what each gave, a refusal as its sentence."""
    begin, answers = threading.Barrier(len(acts)), []

    def press(act):
        begin.wait()
        try:
            answers.append(act())
        except Refused as refused:
            answers.append(str(refused))
        finally:
            connection.close()

    people = [threading.Thread(target=press, args=(act,)) for act in acts]
    for each in people:
        each.start()
    for each in people:
        each.join()
    return answers
