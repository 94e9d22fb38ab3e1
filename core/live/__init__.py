"""How hints reach open pages: feed (what was committed anywhere) → hub (one in a process) → sockets of pages.

The words spoken on /ws/, all JSON objects of at most 4 kB:

    page → house   {"do": "listen", "topics": ["core.desk.5"]}     add topics; the answer names those granted
                   {…, "age": 800}                                  milliseconds since what is shown was asked for
                   {"do": "leave", "topics": [...]}                 drop topics
                   {"do": "here"}                                   answer to "there?": I am still reading
    house → page   {"listening": [...], "refused": [...]}           answer to listen
                   {"changed": "documents.document.812"}            ask again over HTTP
                   {"refused": ["documents.document.812"]}          the right was withdrawn meanwhile
                   {"again": true}                                  hints may have been lost: ask everything again
                   {"there": true}                                  say "here", or be let go as too slow

Close codes: 4400 malformed, 4401 not signed in (any more), 4408 too slow, 4409 the person has too many newer pages,
4413 too large, 4429 too many messages.
"""
