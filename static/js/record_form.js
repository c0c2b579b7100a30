// Quick work in the form of a record: keys, the way to what is wrong, numbers of new rows.

const note = document.querySelector("[data-form-user]");
const form = note?.closest("form");

function focusOn(field) {
  field.closest("details:not([open])")?.setAttribute("open", "");
  const chosen = field.classList.contains("select2-hidden-accessible")
    ? field.nextElementSibling.querySelector(".select2-selection")
    : field;
  chosen.focus();
}

if (form) {
  const keys = note.querySelector("[data-keys]");
  const save = form.querySelector("[name=_continue]") ?? form.querySelector("[name=_save]");
  if (save) {
    keys?.removeAttribute("hidden");
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
        event.preventDefault();
        save.click();
      }
    });
  }

  const errors = [...form.querySelectorAll(".form-errors a")];
  for (const link of errors) {
    link.addEventListener("click", (event) => {
      const field = document.getElementById(link.hash.slice(1));
      if (field) {
        event.preventDefault();
        focusOn(field);
      }
    });
  }
  window.addEventListener("load", () => errors[0]?.click());

  document.addEventListener("formset:added", (event) => {
    const prefix = event.detail.formsetName;
    const own = event.target.querySelector(`[name^="${prefix}-"][name$="-order"], [name^="${prefix}-"][name$="-position"]`);
    if (!own) {
      return;
    }
    const ending = own.name.split("-").pop();
    const others = [...form.querySelectorAll(`[name^="${prefix}-"][name$="-${ending}"]`)].filter(
      (field) => field !== own && !field.name.includes("__prefix__"),
    );
    own.value = Math.max(0, ...others.map((field) => Number(field.value) || 0)) + 1;
  });
}
