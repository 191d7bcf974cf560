// Choosing a file, in the words of the page instead of the browser's.
for (const part of document.querySelectorAll("[data-upload]")) {
  const input = part.querySelector("input");
  const button = document.createElement("label");
  const name = document.createElement("span");
  button.className = "button second";
  button.htmlFor = input.id;
  button.textContent = part.dataset.choose;
  button.setAttribute("aria-hidden", "true");
  name.setAttribute("aria-live", "polite");
  const update = () => (name.textContent = input.files[0]?.name ?? part.dataset.none);
  input.addEventListener("change", update);
  update();
  part.classList.add("upload");
  part.append(button, name);
}
