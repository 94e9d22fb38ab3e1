// The designer: fields and steps may be dragged where buttons move them too; a blank is written where the cursor is;
// what is typed while the server is asked is never lost.
import "../filling/elements.js";
import "../filling/table.js";
import "./dragging.js";
import "./inserting.js";
import "./typing.js";
