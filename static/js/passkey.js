// Security keys: the page says what is asked, the key answers, the form takes the answer along.
const parse = {
  create: "parseCreationOptionsFromJSON",
  get: "parseRequestOptionsFromJSON",
};
for (const form of document.querySelectorAll("[data-passkey]")) {
  const act = form.dataset.passkey;
  const field = form.elements.credential;
  const button = form.querySelector("[data-passkey-start]");
  const failed = form.querySelector("[data-passkey-failed]");
  const Key = window.PublicKeyCredential;
  if (!Key?.[parse[act]]) {
    failed.hidden = false;
    continue;
  }
  const ask = async () => {
    failed.hidden = button.disabled = true;
    try {
      const publicKey = Key[parse[act]](JSON.parse(form.dataset.options));
      field.value = JSON.stringify(await navigator.credentials[act]({ publicKey }));
      form.requestSubmit();
    } catch {
      failed.hidden = button.disabled = false;
    }
  };
  form.hidden = button.disabled = false;
  button.onclick = ask;
}
