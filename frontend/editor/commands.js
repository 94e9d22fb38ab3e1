// What the buttons of the toolbar do, by the name in data-command. Each entry: run(editor), and where it makes sense
// on(editor), whether it holds here, and can(editor), whether it may be used here.
const ROMAN = [[10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];
const roman = (number) => ROMAN.reduce(([text, left], [value, letters]) => [text + letters.repeat(Math.floor(left / value)), left % value], ["", number])[0];

// The text blocks the selection touches: [node, position] each.
const touched = ({ doc, selection }) => {
  const found = [];
  doc.nodesBetween(selection.from, selection.to, (node, position) => {
    if (node.isTextblock) found.push([node, position]);
    return !node.isTextblock;
  });
  return found;
};

const textsBefore = ({ doc }, end) => {
  const texts = [];
  doc.nodesBetween(0, end, (node, position) => {
    if (node.isTextblock && position < end) texts.push(node.textContent.trim());
    return !node.isTextblock;
  });
  return texts;
};

const counted = (texts, pattern) => texts.filter((text) => pattern.test(text)).length;
const sinceChapter = (texts) => texts.slice(texts.findLastIndex((text) => /^chương\s/i.test(text)) + 1);
const NUMBERS = {
  article: (texts) => `Điều ${counted(texts, /^điều\s+\d+/i) + 1}. `,
  chapter: (texts) => `Chương ${roman(counted(texts, /^chương\s/i) + 1)}`,
  section: (texts) => `Mục ${counted(sinceChapter(texts), /^mục\s+\d+/i) + 1}`,
  ground: () => "Căn cứ ",
};

// Sets the kind of the block; an empty block, or one without its usual beginning, is given it.
function become(name, node, attrs, begins) {
  const on = (editor) => editor.isActive(node, attrs);
  const run = (editor) => {
    const [[block, position] = [], ...others] = touched(editor.state);
    const chain = editor.chain().focus();
    if (on(editor)) return chain.setNode("paragraph", { kind: null }).run();
    const isWithout = block && !others.length && !begins.test(block.textContent);
    const beginning = isWithout ? NUMBERS[name](textsBefore(editor.state, position)) : "";
    if (beginning && name === "chapter" && block.content.size) return titled(chain, position, beginning);
    chain.setNode(node, attrs);
    if (beginning) chain.command(({ tr }) => Boolean(tr.insertText(beginning, position + 1)));
    return chain.run();
  };
  return { run, on, can: outside };
}

const outside = (editor) => !editor.isActive("table") && !editor.isActive("listItem");

// What already has words becomes the title of a chapter, its number goes above.
function titled(chain, position, number) {
  const above = { type: "heading", attrs: { level: 2, kind: "number" }, content: [{ type: "text", text: number }] };
  return chain
    .setNode("heading", { level: 2, kind: "title" })
    .command(({ tr, editor }) => Boolean(tr.insert(position, editor.schema.nodeFromJSON(above))))
    .run();
}

const aligned = (kind) => ({
  run: (editor) => editor.chain().focus().setNode("paragraph", { kind: editor.isActive("paragraph", { kind }) ? null : kind }).run(),
  on: (editor) => editor.isActive("paragraph", { kind }),
});

const marked = (mark) => ({
  run: (editor) => editor.chain().focus().toggleMark(mark).run(),
  on: (editor) => editor.isActive(mark),
});

const listed = (type, attrs = {}) => ({
  run: (editor) => {
    if (editor.isActive(type, attrs)) return editor.chain().focus().liftListItem("listItem").run();
    if (editor.isActive("listItem") && type === "orderedList" && editor.isActive(type)) {
      return editor.chain().focus().updateAttributes(type, attrs).run();
    }
    const chain = editor.chain().focus();
    if (editor.isActive("heading")) chain.setNode("paragraph", { kind: null });
    return chain.toggleList(type, "listItem", false, attrs).run();
  },
  on: (editor) => editor.isActive(type, attrs),
});

const inTable = (command) => ({
  run: (editor) => editor.chain().focus()[command]().run(),
  can: (editor) => editor.can()[command](),
});

export const COMMANDS = {
  paragraph: {
    run: (editor) => editor.chain().focus().setNode("paragraph", { kind: null }).run(),
    on: (editor) => editor.isActive("paragraph", { kind: null }) && !editor.isActive("listItem"),
  },
  ground: become("ground", "paragraph", { kind: "ground" }, /^(căn cứ|theo|xét|thực hiện)/i),
  chapter: become("chapter", "heading", { level: 2, kind: "number" }, /^(chương|phần)\s/i),
  title: {
    run: (editor) => editor.chain().focus().setNode("heading", { level: 2, kind: "title" }).run(),
    on: (editor) => editor.isActive("heading", { level: 2, kind: "title" }),
    can: outside,
  },
  section: become("section", "heading", { level: 3, kind: null }, /\S/),
  article: become("article", "heading", { level: 4, kind: null }, /^điều\s+\d/i),
  bold: marked("bold"),
  italic: marked("italic"),
  underline: marked("underline"),
  strike: marked("strike"),
  superscript: marked("superscript"),
  subscript: marked("subscript"),
  numbers: listed("orderedList", { type: null }),
  letters: listed("orderedList", { type: "a" }),
  dashes: listed("bulletList"),
  indent: { run: (editor) => editor.chain().focus().sinkListItem("listItem").run(), can: (editor) => editor.can().sinkListItem("listItem") },
  outdent: { run: (editor) => editor.chain().focus().liftListItem("listItem").run(), can: (editor) => editor.can().liftListItem("listItem") },
  center: aligned("center"),
  right: aligned("right"),
  table: {
    run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    can: (editor) => !editor.isActive("table"),
  },
  "row-after": inTable("addRowAfter"),
  "row-delete": inTable("deleteRow"),
  "column-after": inTable("addColumnAfter"),
  "column-delete": inTable("deleteColumn"),
  "cells-merge": inTable("mergeCells"),
  "cell-split": inTable("splitCell"),
  "row-head": inTable("toggleHeaderRow"),
  "table-delete": inTable("deleteTable"),
  undo: { run: (editor) => editor.chain().focus().undo().run(), can: (editor) => editor.can().undo() },
  redo: { run: (editor) => editor.chain().focus().redo().run(), can: (editor) => editor.can().redo() },
};
