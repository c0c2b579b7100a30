// Lets a security key answer: the options come with the page, the answer goes into the form's hidden field.
const form = document.querySelector("form[data-webauthn]");
const { creation_options: creation, request_options: request } = JSON.parse(document.getElementById("js_data").textContent);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = form.querySelector(".errorlist") ?? form.insertBefore(document.createElement("p"), form.firstChild);
  told.className = "errorlist";
  told.setAttribute("role", "alert");
  told.textContent = "";
  try {
    const answer = form.dataset.webauthn === "create" ? await create() : await window.webauthnJSON.get(request);
    form.elements.credential.value = JSON.stringify(answer);
    HTMLFormElement.prototype.submit.call(form);
  } catch {
    told.textContent = "Der Sicherheitsschlüssel hat nicht geantwortet. Bitte versuchen Sie es noch einmal.";
  }
});

function create() {
  const options = structuredClone(creation);
  options.publicKey.authenticatorSelection.residentKey = "discouraged";
  options.publicKey.authenticatorSelection.requireResidentKey = false;
  return window.webauthnJSON.create(options);
}
