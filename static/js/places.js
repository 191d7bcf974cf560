// Three lists in place of one box: province, district, palika. The box keeps the code.
for (const field of document.querySelectorAll("[data-place]")) {
  const box = field.querySelector("input");
  const [...words] = field.dataset.words.split("|");
  const choose = words.pop();
  fetch(field.dataset.place).then((answer) => answer.json()).then((tree) => build(field, box, words, choose, tree));
}

function fill(select, choose, entries, chosen) {
  select.replaceChildren(new Option(choose, ""), ...entries.map(([code, label]) => new Option(label, code, false, code === chosen)));
  select.disabled = entries.length === 0;
}

function build(field, box, words, choose, tree) {
  // What was typed and not understood stays in the box, to be seen.
  const { code } = field.dataset;
  if (box.value && !code) return;
  const group = document.createElement("div");
  group.className = "places";
  const heading = field.querySelector("label");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", heading.textContent);
  const selects = words.map((word, index) => {
    const holder = document.createElement("div");
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.id = index ? `${box.id}-${index}` : box.id;
    label.htmlFor = select.id;
    label.textContent = word;
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (box.hasAttribute(name)) select.setAttribute(name, box.getAttribute(name));
    }
    holder.append(label, select);
    group.append(holder);
    return select;
  });
  const level = (index) => (index === 0 ? tree : level(index - 1).find((one) => one[0] === selects[index - 1].value)?.[2] ?? []);
  const starts = code ? [tree.find((p) => p[2].some((d) => d[0] === code.slice(0, 3)))?.[0], code.slice(0, 3), code] : [];
  selects.forEach((select, index) => {
    fill(select, choose, level(index), starts[index]);
    select.addEventListener("change", () => {
      for (let next = index + 1; next < 3; next += 1) fill(selects[next], choose, level(next), "");
      box.value = selects[2].value;
    });
  });
  // The label names three lists now, through the group, and no longer one box.
  heading.removeAttribute("for");
  box.removeAttribute("id");
  box.type = "hidden";
  box.value = code;
  box.after(group);
}
