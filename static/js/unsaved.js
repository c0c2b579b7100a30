// What was typed is not lost: a warning before leaving, and a copy in this tab when the session ended before saving.
//
// The copy is made when a form is sent, stays in this tab (sessionStorage) and goes as soon as the desk says that
// something was saved, as the form comes back by itself, or as somebody else signs in.

const PREFIX = "eingabe:";
const FIELDS_OF_THE_PAGE = ["csrfmiddlewaretoken", "conflict-again", "conflict-before"];

const note = document.querySelector("[data-form-user]");
const form = note?.closest("form");

function typed() {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !FIELDS_OF_THE_PAGE.includes(name));
}

function forgetAll() {
  Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key));
}

function hidden(name, value) {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  return input;
}

// The server fills in the form again: rows that were added need their own fields.
function restore(copy) {
  const again = document.createElement("form");
  again.method = "post";
  again.append(
    form.querySelector("[name=csrfmiddlewaretoken]").cloneNode(),
    hidden("conflict-again", "1"),
    hidden("conflict-before", copy.seen),
    ...copy.typed.filter(([name]) => name !== "seen").map(([name, value]) => hidden(name, value)),
  );
  document.body.append(again);
  leaving = true;
  again.submit();
}

function offer(copy) {
  const box = document.createElement("p");
  box.className = "unsaved-note";
  box.setAttribute("role", "status");
  box.append(`Ihre Eingabe von ${copy.at} Uhr wurde nicht gespeichert, weil Sie abgemeldet waren. `);
  for (const [label, act] of [["Wiederherstellen", () => restore(copy)], ["Verwerfen", () => box.remove()]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      sessionStorage.removeItem(key);
      act();
    });
    box.append(button, " ");
  }
  form.before(box);
}

const key = PREFIX + location.pathname;
let leaving = false;

if (document.querySelector(".messagelist .success")) {
  forgetAll();
}

if (form) {
  const cameBack = Boolean(document.querySelector(".errornote"));
  const seen = form.elements.seen?.value ?? "";
  const copy = JSON.parse(sessionStorage.getItem(key));
  if (copy && copy.user !== note.dataset.formUser) {
    forgetAll();
  } else if (copy && !cameBack && copy.seen === seen) {
    offer(copy);
  } else {
    sessionStorage.removeItem(key);
  }

  let before = null;
  window.addEventListener("load", () => {
    before = JSON.stringify(typed());
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && before !== null && (cameBack || JSON.stringify(typed()) !== before)) {
      event.preventDefault();
    }
  });
  form.addEventListener("submit", () => {
    leaving = true;
    const at = new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
    try {
      sessionStorage.setItem(key, JSON.stringify({ user: note.dataset.formUser, seen, at, typed: typed() }));
    } catch {
      sessionStorage.removeItem(key); // too long for the browser's store: then there is no copy
    }
  });
}
