// Quick exit: the button, or Shift three times. Sends what was typed, blanks the page, leaves without a way back.
const form = document.querySelector("[data-quick-exit]");
const WITHIN = 1500;
let presses = [];

function typed() {
  const main = document.querySelector("form[data-draft]");
  const fields = new URLSearchParams(new FormData(form));
  if (!main) return fields;
  for (const [name, value] of new FormData(main)) {
    if (typeof value === "string" && name !== "csrf_token") fields.append(name, value);
  }
  for (const secret of main.querySelectorAll("input[type=password]")) fields.delete(secret.name);
  fields.append("typed_path", location.pathname);
  return fields;
}

function leave() {
  const fields = typed();
  // A body above 64 KB may not outlive its page: then the exit still goes, without the draft.
  const body = String(fields).length < 6e4 ? fields : new URLSearchParams(new FormData(form));
  fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
  document.documentElement.replaceChildren();
  location.replace(form.dataset.site);
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return (presses = []);
    presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < WITHIN);
    if (presses.length >= 3) leave();
  });
}
