/* What a page does beyond HTML, and only as help: everything works without it. */

/* An error summary takes focus, so that it is read first (also after htmx has swapped it in). */
function takeFocus(root) {
  root.querySelector("[data-takes-focus]")?.focus();
}
takeFocus(document);
document.addEventListener("htmx:afterSwap", (event) => takeFocus(event.target));

/* htmx leaves refusals alone unless told: a form with errors comes back as 422. */
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) event.detail.shouldSwap = true;
});

/* A text that looks as if it held a personnummer: said at once, blocks nothing. */
const PERSONNUMMER =
  /(?<!\d)(?:18|19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])[-+ ]?\d{4}(?!\d)/;
document.addEventListener("input", (event) => {
  const guard = document.getElementById(`${event.target.id}_guard`);
  if (guard) guard.hidden = !PERSONNUMMER.test(event.target.value);
});

/* A button that cannot be pressed says why beside it; pressing it leads there. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[aria-disabled=true]");
  if (!button) return;
  event.preventDefault();
  document.getElementById(button.getAttribute("aria-describedby"))?.scrollIntoView();
});

/* Browsers without popover: menus and dialogs start closed and open where they stand. */
if (!HTMLElement.prototype.hasOwnProperty("popover")) {
  document.querySelectorAll("[popover]").forEach((piece) => (piece.hidden = true));
  document.addEventListener("click", (event) => {
    const id = event.target.closest("[popovertarget]")?.getAttribute("popovertarget");
    const piece = id && document.getElementById(id);
    if (piece) piece.hidden = !piece.hidden;
  });
}
