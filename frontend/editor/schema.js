// The structured body as the editor knows it: exactly the subset of documents/body.py, and not one style attribute,
// so that it works under a strict Content-Security-Policy.
import { Extension, Node, mergeAttributes } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { StarterKit } from "@tiptap/starter-kit";
import { Subscript } from "@tiptap/extension-subscript";
import { Superscript } from "@tiptap/extension-superscript";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";

export const PARAGRAPHS = ["ground", "center", "right", "left", "plain"];
const HEADINGS = { h1: 2, h2: 2, h3: 3, h4: 4, h5: 4, h6: 4 };
const CHAPTER = /^(chương|phần)\s+([ivxlcdm]+|\d+|thứ\s+\S+)\s*[.:]?$/i;

const alignedAs = (element) => {
  const aligned = ["center", "right"].find((side) => side === element.getAttribute("align"));
  return PARAGRAPHS.find((name) => element.classList.contains(name)) ?? aligned ?? null;
};

const Paragraph = Node.create({
  name: "paragraph",
  priority: 1000,
  group: "block",
  content: "inline*",
  addAttributes: () => ({ kind: { default: null, parseHTML: alignedAs, renderHTML: ({ kind }) => (kind ? { class: kind } : {}) } }),
  parseHTML: () => [{ tag: "p" }, { tag: "div", priority: 20 }],
  renderHTML: ({ HTMLAttributes }) => ["p", HTMLAttributes, 0],
});

// h2 is "Chương I" (number) or its title, h3 a Mục, h4 a Điều.
const Heading = Node.create({
  name: "heading",
  group: "block",
  content: "inline*",
  defining: true,
  addAttributes: () => ({ level: { default: 4, rendered: false }, kind: { default: null, rendered: false } }),
  parseHTML: () =>
    Object.entries(HEADINGS).map(([tag, level]) => ({
      tag,
      getAttrs: (element) => ({ level, kind: level === 2 ? chapterPart(element) : null }),
    })),
  renderHTML: ({ node }) => [`h${node.attrs.level}`, node.attrs.kind ? { class: node.attrs.kind } : {}, 0],
});

const chapterPart = (element) => {
  const said = ["number", "title"].find((name) => element.classList.contains(name));
  return said ?? (CHAPTER.test(element.textContent.trim()) ? "number" : "title");
};

const spans = () => ({ colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null, rendered: false, parseHTML: () => null } });
const plainTable = { renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]], addNodeView: () => null };
const plainCell = (tag) => ({
  addAttributes: spans,
  renderHTML: ({ node: { attrs } }) => [
    tag,
    mergeAttributes(attrs.colspan > 1 ? { colspan: attrs.colspan } : {}, attrs.rowspan > 1 ? { rowspan: attrs.rowspan } : {}),
    0,
  ],
});

// After a chapter's number comes its title, after a heading the text, after an empty Căn cứ line the text.
const NEXT = { number: { type: "heading", attrs: { level: 2, kind: "title" } } };
const Typing = Extension.create({
  name: "typing",
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.command(nextBlock), Backspace: () => this.editor.commands.command(plainAgain) };
  },
  addProseMirrorPlugins: () => [new Plugin({ props: { transformPastedHTML: withoutOffice } })],
});

function nextBlock({ state, tr, dispatch }) {
  const { $from, empty } = state.selection;
  const { parent } = $from;
  if (!empty || $from.depth !== 1 || $from.parentOffset !== parent.content.size) return false;
  if (parent.type.name === "paragraph" && parent.attrs.kind === "ground" && !parent.content.size) {
    dispatch?.(tr.setNodeMarkup($from.before(), null, { kind: null }));
    return true;
  }
  if (parent.type.name !== "heading" || !parent.content.size) return false;
  const { type, attrs } = NEXT[parent.attrs.kind] ?? { type: "paragraph", attrs: null };
  const after = $from.after();
  if (dispatch) {
    tr.insert(after, state.schema.nodes[type].create(attrs));
    tr.setSelection(state.selection.constructor.near(tr.doc.resolve(after + 1))).scrollIntoView();
    dispatch(tr);
  }
  return true;
}

function plainAgain({ state, tr, dispatch }) {
  const { $from, empty } = state.selection;
  const isSpecial = $from.parent.type.name === "heading" || $from.parent.attrs.kind;
  if (!empty || $from.parentOffset !== 0 || !isSpecial) return false;
  dispatch?.(tr.setBlockType($from.pos, $from.pos, state.schema.nodes.paragraph, { kind: null }));
  return true;
}

// Word puts comments, office tags and its list labels into what it copies; the labels are text and stay. The browser
// reports every style and on… attribute it parses as a breach of our policy, so they are renamed before.
const LOOKS = [["strong", /font-weight:\s*(bold|[6-9]00)/i], ["em", /font-style:\s*italic/i], ["u", /text-decoration[^;]*underline/i]];

function withoutOffice(html) {
  const bare = html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<(style|xml|title|script)[\s\S]*?<\/\1>/gi, "")
    .replace(/<\/?(o|w|v|m):[^>]*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="))
    .normalize("NFC");
  const { body } = new DOMParser().parseFromString(bare, "text/html");
  for (const element of body.querySelectorAll("[data-style]")) look(element, element.dataset.style);
  for (const element of body.querySelectorAll("*")) strip(element);
  return body.innerHTML;
}

const KEPT = ["class", "align", "colspan", "rowspan", "start", "type", "data-pm-slice"];
const LOADS = "img, picture, video, audio, source, iframe, object, embed, svg, math, link, meta, base, form, input, button, template";

function strip(element) {
  if (element.matches(LOADS)) return element.remove();
  for (const name of element.getAttributeNames()) if (!KEPT.includes(name)) element.removeAttribute(name);
}

function look(element, style) {
  const aligned = /text-align:\s*(center|right)/i.exec(style);
  if (aligned) element.setAttribute("align", aligned[1].toLowerCase());
  element.removeAttribute("data-style");
  if (!/^(span|font|p|a)$/i.test(element.tagName)) return;
  for (const [tag] of LOOKS.filter(([, said]) => said.test(style))) {
    const mark = element.ownerDocument.createElement(tag);
    mark.append(...element.childNodes);
    element.append(mark);
  }
}

export const EXTENSIONS = [
  StarterKit.configure({
    paragraph: false, heading: false, blockquote: false, code: false, codeBlock: false, horizontalRule: false, link: false,
    trailingNode: false,
    dropcursor: { class: "drop-here" },
  }),
  Paragraph,
  Heading,
  Subscript,
  Superscript,
  Table.extend(plainTable),
  TableRow,
  TableHeader.extend(plainCell("th")),
  TableCell.extend(plainCell("td")),
  Typing,
];
