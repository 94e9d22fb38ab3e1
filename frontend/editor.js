// The editor of a draft's body, bundled into documents/static/documents/bundles/editor.js.
import { BodyEditor } from "./editor/body-editor.js";

customElements.define("body-editor", BodyEditor);
