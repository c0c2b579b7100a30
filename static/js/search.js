// Suggestions while typing: a combobox with a list, after the pattern of the ARIA Authoring Practices Guide.
// Without this file the fields are plain search fields.

const DELAY = 150;

for (const field of document.querySelectorAll("input[data-suggestions]")) {
  suggest(field);
}

function suggest(field) {
  const list = document.createElement("ul");
  list.id = `${field.id}-liste`;
  list.className = "p-suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Vorschläge");
  const status = document.createElement("p");
  status.className = "p-sr-only";
  status.setAttribute("role", "status");
  field.after(list, status);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  let timer, question;
  let chosen = -1;

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY);
  });
  field.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen) {
        ask();
      } else {
        choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
      }
      event.preventDefault();
    } else if (event.key === "Enter" && isOpen && chosen >= 0) {
      event.preventDefault();
      follow(list.children[chosen]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") {
      close();
    }
  });
  field.addEventListener("blur", close);
  // The field keeps the focus, or the list would close before the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => follow(event.target.closest("[role=option]")));

  async function ask() {
    const text = field.value.trim();
    question?.abort();
    if (text.length < 2) {
      close();
      return;
    }
    question = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggestions}?suche=${encodeURIComponent(text)}`, {
        signal: question.signal,
      });
      if (answer.ok) {
        show(await answer.json());
      }
    } catch {
      close();
    }
  }

  function show([, labels, kinds, addresses]) {
    if (document.activeElement !== field) {
      return;
    }
    list.replaceChildren(...labels.map((label, at) => option(label, kinds[at], addresses[at], at)));
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
    list.hidden = labels.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = labels.length ? `${labels.length} Vorschläge, mit den Pfeiltasten wählen` : "Keine Vorschläge";
  }

  function option(label, kind, address, at) {
    const item = document.createElement("li");
    item.id = `${list.id}-${at}`;
    item.dataset.address = address;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const told = document.createElement("span");
    told.textContent = kind;
    item.append(label, " ", told);
    return item;
  }

  function choose(at) {
    const options = [...list.children];
    chosen = at < -1 ? options.length - 1 : at >= options.length ? -1 : at;
    options.forEach((item, place) => item.setAttribute("aria-selected", String(place === chosen)));
    if (chosen < 0) {
      field.removeAttribute("aria-activedescendant");
    } else {
      field.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function follow(item) {
    if (item) {
      location.assign(item.dataset.address);
    }
  }

  function close() {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
}
