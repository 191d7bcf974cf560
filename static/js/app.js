// Makes pages that work by themselves more comfortable. Each part is loaded only where a page asks for it.
import "./quick-exit.js";

const has = (selector) => document.querySelector(selector) !== null;

document.querySelector("[data-focus]")?.focus();

// One sending is enough: a second click within it does nothing.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
}
// A page that comes back from the browser's memory may be sent anew.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

for (const menu of document.querySelectorAll("[data-menu]")) {
  document.addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

if (has("[data-show-when]")) import("./conditional.js");
if (has("[data-date]")) import("./dates.js");
if (has("[data-place]")) import("./places.js");
if (has("[data-roll]")) import("./roll.js");
if (has("[data-hide-names]")) import("./hide-names.js");
