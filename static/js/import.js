// Does one part after the other of a long work and shows how far it is. If something fails, the button stays.
import { local } from "./digits.js";

const form = document.querySelector("[data-go-on]");
const bar = document.querySelector("progress");
const text = document.querySelector("[data-progress-text]");

async function goOn() {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { Accept: "application/json" },
    redirect: "error",
  });
  if (!answer.ok) throw new Error("stopped");
  const { done, total, over } = await answer.json();
  bar.value = done;
  text.textContent = text.dataset.progressText.replace("{done}", local(done)).replace("{all}", local(total));
  return over;
}

async function all() {
  form.hidden = true;
  try {
    while (!(await goOn()));
    form.dataset.goOn ? location.assign(form.dataset.goOn) : location.reload();
  } catch {
    form.hidden = false;
  }
}

all();
