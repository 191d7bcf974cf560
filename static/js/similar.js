// Files with a name like hers, while it is typed. The answer comes as a document: no text becomes a page here.
const place = document.querySelector("[data-similar]");
const { csrf_token: token, name, phone } = place.closest("form").elements;
let wait, asking;
const busy = (is) => place.setAttribute("aria-busy", is);

function ask() {
  asking?.abort();
  asking = new XMLHttpRequest();
  asking.open("POST", place.dataset.similar);
  asking.responseType = "document";
  asking.addEventListener("load", ({ target }) => {
    // Somebody who is signed out meanwhile is led to another page, which has no place here.
    const fits = target.status === 200 && target.responseURL.endsWith(place.dataset.similar);
    place.replaceChildren(...(fits ? target.response.body.children : []));
    busy(false);
  });
  asking.addEventListener("error", () => busy(false));
  asking.send(new URLSearchParams({ csrf_token: token.value, name: name.value, phone: phone.value }));
}

for (const box of [name, phone]) {
  box.addEventListener("input", () => {
    busy(true);
    clearTimeout(wait);
    wait = setTimeout(ask, 400);
  });
}
