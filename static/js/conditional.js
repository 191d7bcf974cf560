// Questions that apply to one answer only: <div data-show-when="field=value">, "field=a|b" for several.
for (const part of document.querySelectorAll("[data-show-when]")) {
  const [name, values] = part.dataset.showWhen.split("=");
  const inputs = [...(part.closest("form") ?? document).querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const update = () => {
    const chosen = inputs.filter((i) => i.type === "select-one" || i.checked).map((i) => i.value);
    part.hidden = !chosen.some((value) => values.split("|").includes(value));
  };
  for (const input of inputs) input.addEventListener("change", update);
  update();
}
