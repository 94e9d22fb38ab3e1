"""Icons of the house: our own drawings on a 24 grid, one stroke of 1.6, round ends, no fill.

name -> the inside of <svg viewBox="0 0 24 24">. Shown by {% icon "name" %} of core/templatetags/parts.py.
"""

_DOC = '<path d="M6.5 3.5h8l4 4v13h-12z"/><path d="M14.5 3.5v4h4"/>'
_LOCK = '<path d="M5.5 11h13v9h-13z"/><path d="M8.3 11V8a3.7 3.7 0 0 1 7.4 0v3"/>'
_RING = '<circle cx="12" cy="12" r="8.3"/>'

ICONS = {
    # places
    "desk": '<path d="M1.9 8.6c0 1.8 1 2.7 2.7 2.7h14.8c1.7 0 2.7-.9 2.7-2.7"/><path d="M4.3 8.6h15.4"/>'
    '<path d="M5.6 11.3c.7 3.3.2 6.3-1.7 9.1h3.2M18.4 11.3c-.7 3.3-.2 6.3 1.7 9.1h-3.2"/>'
    '<path d="M8.9 8.5V3.3h4.3l2 2v3.2"/>',
    "work": '<path d="m3.8 7.2 1.7 1.7 3-3.4M12 7.2h8.2M3.8 16.5l1.7 1.7 3-3.4M12 16.5h8.2"/>',
    "document": _DOC + '<path d="M9.5 12h6M9.5 15.5h6"/>',
    "draft": _DOC + '<path d="m9.3 17 .6-2.3 4.2-4.2 1.7 1.7-4.2 4.2z"/>',
    "calendar": '<path d="M4 5.5h16v14H4zM4 10h16M8.5 3.2v4M15.5 3.2v4"/><path d="M8 14h3M13.5 14H16"/>',
    "procedure": '<path d="M5 5.5h6v4H5zM13 14.5h6v4h-6z"/><path d="M8 9.5v7h5M11 7.5h5v7"/>',
    "folder": '<path d="M3.5 6.5h6l2 2.5h9v10h-17z"/><path d="M3.5 12h17"/>',
    "book": '<path d="M5 4.5h11.5a2 2 0 0 1 2 2v13H7a2 2 0 0 1-2-2z"/><path d="M5 17.5a2 2 0 0 1 2-2h11.5M9 8.5h5.5"/>',
    "inbox": '<path d="M4 13.5 6.5 5h11l2.5 8.5v6H4z"/><path d="M4 13.5h4.7l1.3 2.5h4l1.3-2.5H20"/>',
    "outbox": '<path d="M4 13.5v6h16v-6"/><path d="M12 16V4.5M7.5 9 12 4.5 16.5 9"/>',
    "office": '<path d="M4 20h16M5.5 20V9h13v11M3.5 9 12 3.8 20.5 9M9 20v-7.5M12 20v-7.5M15 20v-7.5"/>',
    "tree": '<path d="M9.5 3.8h5v4h-5zM3.5 16.2h5v4h-5zM15.5 16.2h5v4h-5z"/><path d="M12 7.8V12M6 16.2V12h12v4.2"/>',
    "people": '<circle cx="9" cy="8.2" r="3.4"/><path d="M2.8 19.5c.4-3.6 2.9-5.6 6.2-5.6s5.8 2 6.2 5.6"/>'
    '<path d="M15.5 5.2a3.2 3.2 0 0 1 0 6.1M17.6 14.3c2.1.7 3.4 2.5 3.7 5.2"/>',
    "person": '<circle cx="12" cy="8.2" r="3.7"/><path d="M4.8 20c.5-4 3.4-6.2 7.2-6.2s6.7 2.2 7.2 6.2"/>',
    "bell": '<path d="M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.7H5z"/><path d="M10.2 20.5h3.6"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2.2"/><circle cx="9" cy="17" r="2.2"/>',
    "shield": '<path d="M12 3.5 5 6v5.5c0 4.2 2.8 7.3 7 9 4.2-1.7 7-4.8 7-9V6z"/><path d="m8.8 11.8 2.3 2.3 4.3-4.6"/>',
    "history": '<path d="M4.3 9.5A8.2 8.2 0 1 1 3.8 12"/><path d="M4 5v4.5h4.5M12 7.5V12l3.2 2"/>',
    # moves
    "back": '<path d="M20 12H4.5M10.5 5.5 4 12l6.5 6.5"/>',
    "forward": '<path d="M4 12h15.5M13.5 5.5 20 12l-6.5 6.5"/>',
    "left": '<path d="M14.5 5.5 8 12l6.5 6.5"/>',
    "right": '<path d="M9.5 5.5 16 12l-6.5 6.5"/>',
    "down": '<path d="m5.5 9.5 6.5 6.5 6.5-6.5"/>',
    "up": '<path d="M5.5 14.5 12 8l6.5 6.5"/>',
    "close": '<path d="M6 6l12 12M18 6 6 18"/>',
    "more": '<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="2.8"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "search": '<circle cx="10.8" cy="10.8" r="6.3"/><path d="m15.5 15.5 4.8 4.8"/>',
    "fit": '<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"/>',
    "fit-width": '<path d="M3.5 5v14M20.5 5v14M7 12h10M9.5 9 6.5 12l3 3M14.5 9l3 3-3 3"/>',
    "zoom-in": '<circle cx="10.8" cy="10.8" r="6.3"/><path d="m15.5 15.5 4.8 4.8M10.8 8v5.6M8 10.8h5.6"/>',
    "zoom-out": '<circle cx="10.8" cy="10.8" r="6.3"/><path d="m15.5 15.5 4.8 4.8M8 10.8h5.6"/>',
    "pages": '<path d="M8 3.5h11.5V17H8z"/><path d="M15.5 20.5h-11V7"/>',
    "leave": '<path d="M13.5 4.5h-8v15h8"/><path d="M10 12h10.5M17 8.3l3.7 3.7-3.7 3.7"/>',
    "open": '<path d="M10 5H5v14h14v-5"/><path d="M13.5 4.5h6v6M19 5l-8.5 8.5"/>',
    "columns": '<path d="M4 5h16v14H4zM9.5 5v14M15 5v14"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    # acts
    "check": '<path d="m5 12.5 4.7 4.7L19 7.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "pen": '<path d="M4 20c4-1 5-4 7.5-4s2 3 4.5 3 3-1.5 4-3"/><path d="m13 10.5 5.8-5.8 1.8 1.8-5.8 5.8-2.6.8z"/>',
    "edit": '<path d="m4.5 19.5.9-3.9L16 5l3 3L8.4 18.6z"/><path d="m13.8 7.2 3 3"/>',
    "sign": '<path d="M6.2 18.2c.7-1.6 1-3.3 1-5.2a4.8 4.8 0 0 1 9.6 0c0 1.2-.1 2.4-.3 3.5"/>'
    '<path d="M12 13c0 2.9-.6 5.2-1.7 7.4M15.4 19.2c-.2.7-.4 1.2-.6 1.7"/>'
    '<path d="M3.8 14.5c.1-.5.1-1 .1-1.5a8.1 8.1 0 0 1 13.2-6.3M19.4 10c.5 1 .7 2 .7 3 0 .8 0 1.5-.1 2.2"/>',
    "seal": '<circle cx="12" cy="10" r="6.5"/><path d="m12 6.8 1 2 2.2.3-1.6 1.5.4 2.2-2-1-2 1 .4-2.2-1.6-1.5 2.2-.3z"/>'
    '<path d="M6 20.5h12"/>',
    "number": '<path d="M9.5 4 7.5 20M16.5 4l-2 16M4.5 9.2h15.5M4 14.8h15.5"/>',
    "send": '<path d="M20.5 3.8 3.8 10.5l6.4 3.3 3.3 6.4z"/><path d="M20.5 3.8 10.2 13.8"/>',
    "return": '<path d="M8.5 5 4 9.5 8.5 14"/><path d="M4.5 9.5H15a4.7 4.7 0 0 1 0 9.5h-4"/>',
    "undo": '<path d="M8.5 5 4 9.5 8.5 14"/><path d="M4.5 9.5H15a4.7 4.7 0 0 1 0 9.5h-4"/>',
    "share": '<circle cx="6" cy="12" r="2.4"/><circle cx="17.5" cy="5.8" r="2.4"/><circle cx="17.5" cy="18.2" r="2.4"/>'
    '<path d="m8.2 10.9 7.1-3.9M8.2 13.1l7.1 3.9"/>',
    "comment": '<path d="M4 5h16v11.5h-8.5L7.5 20v-3.5H4z"/><path d="M8 9.2h8M8 12.5h5"/>',
    "attach": '<path d="m19.5 11.5-7.7 7.7a4.6 4.6 0 0 1-6.5-6.5l8-8a3 3 0 0 1 4.3 4.3l-7.9 7.9a1.5 1.5 0 0 1-2.1-2.1l7-7.1"/>',
    "upload": '<path d="M4 15.5v4h16v-4"/><path d="M12 15.5V4.5M7.5 9 12 4.5 16.5 9"/>',
    "download": '<path d="M4 15.5v4h16v-4"/><path d="M12 4.5v11M7.5 11l4.5 4.5 4.5-4.5"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3"/><path d="M7 14h10v6.5H7z"/>',
    "copy": '<path d="M9 8.5h11v12H9z"/><path d="M15 8.5v-5H4v12h5"/>',
    "refresh": '<path d="M19.5 9A8 8 0 0 0 5 8M4.5 15A8 8 0 0 0 19 16"/><path d="M5 4v4h4M19 20v-4h-4"/>',
    "delete": '<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.3 11v5.5M13.7 11v5.5"/>',
    "recall": '<path d="M5 5.5v5h5"/><path d="M5.5 10A7.5 7.5 0 1 1 4.6 14"/><path d="M12 9.5v3.7l2.5 1.5"/>',
    "fix": '<path d="m4.5 19.5 9-9M15 4v3M15 13v3M9 10h3M18 10h3M11.3 6.3l1.7 1.7M18.7 6.3 17 8M18.7 13.7 17 12"/>',
    "star": '<path d="m12 4 2.4 5.2 5.6.7-4.1 3.9 1.1 5.7-5-2.8-5 2.8 1.1-5.7L4 9.9l5.6-.7z"/>',
    # states
    "lock": _LOCK,
    "clock": _RING + '<path d="M12 7.3V12l3.2 2.2"/>',
    "caution": '<path d="M12 4 2.8 19.8h18.4z"/><path d="M12 10v4.5M12 17.2v.01"/>',
    "info": _RING + '<path d="M12 11v5.5M12 7.7v.01"/>',
    "question": '<path d="M9.2 9.3a2.9 2.9 0 1 1 4.3 2.5c-1 .6-1.5 1.2-1.5 2.4M12 17.8v.01"/>',
    "broken": '<path d="M14.5 4.2a8.2 8.2 0 0 0-9 12.8M9.5 19.8a8.2 8.2 0 0 0 9-12.8"/>'
    '<path d="M9.3 9.3l5.4 5.4M14.7 9.3l-5.4 5.4"/>',
    "offline": '<path d="M4 4l16 16M8.3 16a5 5 0 0 1 7.4 0M5.3 12.7a9.5 9.5 0 0 1 4.5-2.5M13.5 10.1a9.5 9.5 0 0 1 5.2 2.6"/>'
    '<path d="M2.8 9.4a13.5 13.5 0 0 1 4-2.7M11 5.6a13.5 13.5 0 0 1 10.2 3.8M12 19.5v.01"/>',
    "eye": '<path d="M2.8 12C5 8 8.2 6 12 6s7 2 9.2 6c-2.2 4-5.4 6-9.2 6s-7-2-9.2-6z"/><circle cx="12" cy="12" r="2.7"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.6 8.5-8.6M15.8 7.8l2.7 2.7M13.3 10.3l1.7 1.7"/>',
    "phone": '<path d="M7.5 3h9v18h-9z"/><path d="M11 17.8h2"/>',
    "qr": '<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4z"/><path d="M14 14h2.5v2.5H14zM20 14v.01M20 20h-3.5v-2M20 17v.01M14 20v.01"/>',
    "certificate": '<path d="M4 4.5h16v11h-7M4 4.5v11h3"/><path d="M8 8h8"/><circle cx="10" cy="14" r="2.7"/><path d="m8.5 16.3-.5 4.2 2-1.2 2 1.2-.5-4.2"/>',
    "sun": '<circle cx="12" cy="12" r="3.8"/><path d="M12 3v2.2M12 18.8V21M3 12h2.2M18.8 12H21M5.6 5.6l1.6 1.6M16.8 16.8l1.6 1.6M18.4 5.6l-1.6 1.6M7.2 16.8l-1.6 1.6"/>',
    "moon": '<path d="M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z"/>',
    "auto": _RING + '<path d="M12 3.7v16.6M12 8l6-2.3M12 12h8.2M12 16l6 2.3"/>',
    "language": _RING + '<path d="M3.8 12h16.4M12 3.7c2.3 2.3 3.4 5 3.4 8.3s-1.1 6-3.4 8.3c-2.3-2.3-3.4-5-3.4-8.3s1.1-6 3.4-8.3z"/>',
    "keyboard": '<path d="M3 6.5h18v11H3z"/><path d="M6.5 10h.01M10 10h.01M13.5 10h.01M17 10h.01M8 14h8" />',
    # meetings, kept for the rooms to come
    "mic": '<path d="M9 6.5a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0z"/><path d="M5.8 11.5a6.2 6.2 0 0 0 12.4 0M12 17.7v3"/>',
    "camera": '<path d="M3.5 7h11.5v10H3.5z"/><path d="m15 10.8 5.5-3v8.4l-5.5-3"/>',
}
