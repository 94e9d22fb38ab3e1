// The behaviours every page has. Each file is one behaviour; nothing here knows a screen.
import "./theme.js";
import "./offline.js";
import "./toast.js";
import "./dialog.js";
import "./menu.js";
import "./once.js";
import "./answers.js";
import "./live.js";
import "./focus.js";
import "./shortcuts.js";
import "./place.js";
import "./tabs.js";
import "./said.js";
import "./faults.js";
import "./drop.js";
import "./phrases.js";
import "./passkey.js";
