// The roll: counts the answers, and sets all that are still open to present.
import { local } from "./digits.js";

const roll = document.querySelector("[data-roll]");
const count = document.querySelector("[data-roll-count]");
const all = document.querySelector("[data-roll-all]");

function update() {
  const done = roll.querySelectorAll("input:checked").length;
  const total = roll.querySelectorAll("fieldset").length;
  if (count) count.textContent = count.dataset.text.replace("{done}", local(done)).replace("{all}", local(total));
  if (all) all.hidden = done === total;
}

if (count) count.hidden = false;
all?.addEventListener("click", () => {
  for (const line of roll.querySelectorAll("fieldset")) {
    if (line.querySelector("input:checked")) continue;
    const input = line.querySelector(`input[value="${CSS.escape(all.dataset.rollAll)}"]`);
    if (input) input.checked = true;
  }
  update();
});
roll.addEventListener("change", update);
update();
