// Files with a name like hers, while it is typed. It comes as a document: no text becomes a page.
const place = document.querySelector("[data-similar]");
const { csrf_token: token, name, phone } = place.closest("form").elements;
let wait, asking;

function ask() {
  asking?.abort();
  asking = new XMLHttpRequest();
  asking.open("POST", place.dataset.similar);
  asking.responseType = "document";
  asking.addEventListener("load", ({ target }) => {
    // Who is signed out meanwhile is led to another page.
    const fits = target.status === 200 && target.responseURL.endsWith(place.dataset.similar);
    place.replaceChildren(...(fits ? target.response.body.children : []));
    place.ariaBusy = false;
  });
  asking.send(new URLSearchParams({ csrf_token: token.value, name: name.value, phone: phone.value }));
}

for (const box of [name, phone]) {
  box.addEventListener("input", () => {
    place.ariaBusy = true;
    clearTimeout(wait);
    wait = setTimeout(ask, 400);
  });
}
