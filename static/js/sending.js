// Something large over a weak line: says how far it is, and keeps the form as it stands if the line breaks.
const part = document.querySelector("[data-sending]");
const form = part.querySelector("form");
const said = part.querySelector("[data-said]");

function say(words) {
  said.hidden = false;
  said.textContent = words;
}

function again(words) {
  say(words);
  delete form.dataset.sent;
  said.scrollIntoView({ block: "center" });
}

form.addEventListener("submit", (event) => {
  const file = form.querySelector("input[type=file]").files[0];
  if (event.defaultPrevented || !file) return;
  event.preventDefault();
  if (file.size > Number(part.dataset.sending)) return again(part.dataset.large);
  const line = new XMLHttpRequest();
  line.open("POST", form.action || location.href);
  line.setRequestHeader("Accept", "application/json");
  line.responseType = "json";
  line.upload.addEventListener("progress", ({ loaded, total }) => {
    const rate = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-${document.documentElement.lang === "ne" ? "deva" : "latn"}`);
    say(loaded < total ? part.dataset.part.replace("{part}", rate.format(Math.floor((loaded * 100) / total))) : part.dataset.kept);
  });
  line.addEventListener("error", () => again(part.dataset.broken));
  line.addEventListener("load", () => {
    if (line.response?.there) location.assign(line.response.there);
    else if (line.response?.mistakes) again(line.response.mistakes.join(" "));
    // Something else, such as a sign-in: the browser itself sends the form and shows the answer.
    else form.submit();
  });
  line.send(new FormData(form));
});
