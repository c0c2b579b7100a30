// The page before publishing: tick all parts that may go along, or none.
for (const button of document.querySelectorAll(".act-tick-all")) {
  const boxes = () => [...document.querySelectorAll('input[name="parts"]:not(:disabled)')];
  const label = () => {
    button.textContent = boxes().every((box) => box.checked) ? "Keine ankreuzen" : "Alle ankreuzen";
  };
  button.hidden = boxes().length < 2;
  button.addEventListener("click", () => {
    const checked = !boxes().every((box) => box.checked);
    boxes().forEach((box) => (box.checked = checked));
    label();
  });
  document.addEventListener("change", label);
  label();
}
