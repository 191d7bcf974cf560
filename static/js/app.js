// Makes pages that work by themselves more comfortable. What is larger is loaded only where a page asks for it.
import "./quick-exit.js";

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

document.querySelector("[data-focus]")?.focus();

// One sending is enough: a second click does nothing, until the page comes back from the browser's memory.
each("form[data-once]", (form) => {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
});

// Another language takes along the form that she has begun to fill in. Only on a click: the Enter key in
// that form would press the switch, which stands above it.
let begun = document.querySelector("[data-begun]");
addEventListener("input", ({ target: { form } }) => (begun = form?.matches("[data-draft]") ? form : begun));

// A link would lose it. Quick exit has emptied the page.
addEventListener("beforeunload", (event) => {
  if (begun?.isConnected && !begun.dataset.sent && !begun.passphrase) event.preventDefault();
});

each("[data-read-in]", (button) => {
  button.addEventListener("click", () => begun && button.setAttribute("form", (begun.id ||= "begun")));
});

each("[data-menu]", (menu) => {
  document.addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

each("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

// Questions that apply to one answer only: "field=value", or "field=a|b" for several.
each("[data-show-when]", (part) => {
  const [name, values] = part.dataset.showWhen.split("=");
  const inputs = [...(part.closest("form") ?? document).querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const update = () => {
    const chosen = inputs.filter((input) => input.checked || input.tagName === "SELECT").map((input) => input.value);
    part.hidden = !chosen.some((value) => values.split("|").includes(value));
  };
  for (const input of inputs) input.addEventListener("change", update);
  update();
});

// Names can be hidden on this device, for a screen that others see. A cookie and not the browser's store,
// so that the next page comes with its names hidden and none is seen for a moment.
const { classList } = document.body;
const hideNames = "[data-hide-names]";

function turn(hidden) {
  each(hideNames, (button) => {
    [button.textContent, button.dataset.hideNames] = [button.dataset.hideNames, button.textContent];
    button.setAttribute("aria-pressed", hidden);
  });
}

each(hideNames, (button) => {
  button.addEventListener("click", () => {
    const hidden = classList.toggle("names-hidden");
    document.cookie = `names=${hidden ? "hidden" : "shown"}; path=/; max-age=31536000; samesite=strict`;
    turn(hidden);
  });
  button.setAttribute("aria-pressed", false);
  button.hidden = false;
});
if (classList.contains("names-hidden")) turn(true);

if (document.querySelector("[data-date]")) import("./dates.js");
if (document.querySelector("[data-place]")) import("./places.js");
if (document.querySelector("[data-roll]")) import("./roll.js");
if (document.querySelector("[data-similar]")) import("./similar.js");
if (document.querySelector("[data-upload]")) import("./upload.js");
if (document.querySelector("[data-sending]")) import("./sending.js");
