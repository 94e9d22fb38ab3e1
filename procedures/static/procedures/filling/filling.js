// The filling screen: each file is one behaviour. Without a script the same form works by its buttons.
import "./conditions.js";
import "./elements.js";
import "./table.js";
import "./batch.js";
import { begin } from "./saving.js";

const form = document.getElementById("filling");
if (form) begin(form);
