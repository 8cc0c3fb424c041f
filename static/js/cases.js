/* j and k: the next and the previous application, as in a list of mail. */
document.addEventListener("keydown", (event) => {
  const way = { j: "next", k: "prev" }[event.key];
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (!way || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const link = document.querySelector(`a[rel=${way}]`)
    ?? (way === "next" ? document.querySelector("table.data tbody a") : null);
  link?.click();
});
