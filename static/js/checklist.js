// A long list of checkboxes gets a field that leaves only those in sight whose label contains every typed word.
// Ticked ones stay in sight. Without this script the whole list is there.

const fold = (text) =>
  text.toLowerCase().replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue").replaceAll("ß", "ss");

for (const list of document.querySelectorAll("[data-checklist]")) {
  const label = document.createElement("label");
  const field = document.createElement("input");
  field.type = "search";
  field.className = "vTextField";
  label.className = "checklist-filter";
  label.append(list.dataset.filterLabel, " ", field);
  list.before(label);
  const rows = [...list.querySelectorAll("label")].map((row) => [row, fold(row.textContent)]);
  const show = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    for (const [row, text] of rows) {
      row.hidden = !row.querySelector("input").checked && !words.every((word) => text.includes(word));
    }
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
