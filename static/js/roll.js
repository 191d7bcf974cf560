// The roll: counts the answers, and gives all that are still open the usual one.
import { local } from "./digits.js";

const roll = document.querySelector("[data-roll]");
const count = document.querySelector("[data-roll-count]");
const all = document.querySelector("[data-roll-all]");

// The lines that the one press would fill.
const open = () =>
  [...roll.querySelectorAll(`fieldset${all?.dataset.rollOnly ?? ""}`)].filter(
    (line) => !line.querySelector("input:checked"),
  );

function update() {
  const done = roll.querySelectorAll("input:checked").length;
  const total = roll.querySelectorAll("fieldset").length;
  if (count) count.textContent = count.dataset.text.replace("{done}", local(done)).replace("{all}", local(total));
  if (all) all.hidden = !open().length;
}

if (count) count.hidden = false;
all?.addEventListener("click", () => {
  for (const line of open()) {
    const input = line.querySelector(`input[value="${CSS.escape(all.dataset.rollAll)}"]`);
    if (input) input.checked = true;
  }
  update();
});
roll.addEventListener("change", update);
update();
