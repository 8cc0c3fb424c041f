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

/* A text that seems to hold a personnummer: said at once, blocks nothing. Which numbers
   count is in bt_admin/lib/personnummer.py; the server knows the writer's own as well. */
const PERSONNUMMER = /(?<![0-9-])(?:[0-9]{2})?([0-9]{6})[-–+ ]?([0-9]{4})(?![0-9-])/g;
function holdsNumber(text) {
  return [...text.matchAll(PERSONNUMMER)].some(([, born, last]) => {
    const month = Number(born.slice(2, 4)), day = Number(born.slice(4)) % 60;
    const sum = [...(born + last)]
      .map((digit, place) => Number(digit) * (2 - (place % 2)))
      .reduce((all, one) => all + (one > 9 ? one - 9 : one), 0);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 && sum % 10 === 0;
  });
}
document.addEventListener("input", (event) => {
  const guard = document.getElementById(`${event.target.id}_guard`);
  if (guard) guard.hidden = !holdsNumber(event.target.value);
});

/* A button that cannot be pressed says why beside it; pressing it leads there. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[aria-disabled=true]");
  if (!button) return;
  event.preventDefault();
  document.getElementById(button.getAttribute("aria-describedby"))?.scrollIntoView();
});

/* Tabs that are wider than the screen begin where the open one is in sight. */
document.querySelectorAll(".tabs").forEach((tabs) => {
  const open = tabs.querySelector("[aria-current]");
  if (!open) return;
  const before = (tabs.clientWidth - open.offsetWidth) / 2;
  tabs.scrollLeft = open.offsetLeft - tabs.offsetLeft - before;
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

/* On the phone like an app: the static files, and a page for when there is no network. */
if (document.body.dataset.worker) {
  addEventListener("load", () =>
    navigator.serviceWorker?.register(document.body.dataset.worker).catch(() => {}));
}
