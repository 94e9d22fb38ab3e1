// A copy of what is typed, on this device only, for the hour the line is down or the battery is empty.
// Gone as soon as the draft is saved, and after a week in any case.
const PREFIX = "an-thu.draft.";
const LONGEST = 7 * 24 * 3600 * 1000;

export class LocalCopy {
  // base: the text as the server gave it, which the copy grows from.
  constructor(key, base) {
    this.name = key ? PREFIX + key : null;
    this.base = fingerprint(base);
  }

  read() {
    const kept = this.name && parsed(stored(() => localStorage.getItem(this.name)));
    if (kept && Date.now() - kept.at > LONGEST) this.forget();
    return kept && Date.now() - kept.at <= LONGEST ? kept : null;
  }

  keep(html) {
    if (this.name) stored(() => localStorage.setItem(this.name, JSON.stringify({ html, at: Date.now(), base: this.base })));
  }

  // Whether the server still has what the copy grew from, so that the copy was never saved.
  isUnsaved(kept) {
    return kept.base === this.base;
  }

  forget() {
    if (this.name) stored(() => localStorage.removeItem(this.name));
  }
}

// Storage may be full or forbidden; writing goes on without it.
function stored(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

function parsed(text) {
  try {
    const kept = JSON.parse(text);
    return typeof kept?.html === "string" && Number.isFinite(kept.at) ? kept : null;
  } catch {
    return null;
  }
}

// FNV-1a, 32 bits: tells texts apart, protects nothing.
function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16);
}
