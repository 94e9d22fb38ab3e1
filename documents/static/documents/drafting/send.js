// One request as a browser's form would send it, with real progress of what goes up. Redirects are followed; a cut
// network is status 0. Answers: {status, url (where it ended), text}.
export function send(url, data, { method = "POST", fragment = true, progress } = {}) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    if (fragment) request.setRequestHeader("HX-Request", "true");
    if (progress) request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    if (progress) request.upload.addEventListener("load", () => progress(1));
    request.addEventListener("loadend", () => done({ status: request.status, url: request.responseURL, text: request.status ? request.responseText : "" }));
    request.send(data);
  });
}

export const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
export const isEntrance = (answer) => answer.text.includes("data-entrance");
