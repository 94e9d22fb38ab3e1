// npm run bundle: joins every browser entry of the house into <app>/static/<app>/bundles/ (never committed).
// An entry is one line below; --watch rebuilds while you edit.
import { context, build } from "esbuild";
import { existsSync } from "node:fs";

const ENTRIES = {
  "core/static/core/bundles/app": "core/static/core/css/app.css",
  "core/static/core/bundles/house": "core/static/core/js/house.js",
  "core/static/core/bundles/page-viewer": "core/static/core/js/page-viewer.js",
  "core/static/core/bundles/ink-pad": "core/static/core/js/ink-pad.js",
  "procedures/static/procedures/bundles/designer": "procedures/static/procedures/designer/designer.js",
  "documents/static/documents/bundles/drafting": "documents/static/documents/drafting/drafting.js",
  "documents/static/documents/bundles/new": "documents/static/documents/drafting/new.js",
  "documents/static/documents/bundles/editor": "frontend/editor.js",
  "procedures/static/procedures/bundles/filling": "procedures/static/procedures/filling/filling.js",
};

const missing = Object.values(ENTRIES).filter((source) => !existsSync(source));
for (const source of missing) console.warn(`left out, no such file yet: ${source}`);

const options = {
  entryPoints: Object.entries(ENTRIES)
    .filter(([, source]) => existsSync(source))
    .map(([out, source]) => ({ out, in: source })),
  outdir: ".",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari16.4"],
  external: ["*.woff2", "*.svg", "*.png"],
  legalComments: "none",
  logLevel: "info",
};

if (process.argv.includes("--watch")) await (await context(options)).watch();
else await build(options);
