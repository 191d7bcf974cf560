// Names can be hidden on this device, for a screen that others see.
const KEY = "names-hidden";
const button = document.querySelector("[data-hide-names]");
const show = () => {
  const hidden = localStorage.getItem(KEY) === "yes";
  document.body.classList.toggle(KEY, hidden);
  button.setAttribute("aria-pressed", String(hidden));
};
button.hidden = false;
button.addEventListener("click", () => {
  localStorage.setItem(KEY, localStorage.getItem(KEY) === "yes" ? "no" : "yes");
  show();
});
show();
