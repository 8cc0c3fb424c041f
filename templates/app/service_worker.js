/* Keeps the files that pages are made of, and one page for when there is no network.
   No page of a person is ever kept, and nothing that is sent: those go to the network. */
const NAME = "bt-{{ version }}";
const FILES = {{ files|safe }};
const OFFLINE = {{ offline|safe }};
const STATIC = {{ static|safe }};

addEventListener("install", (event) => {
  // Without cookies: the page is the same for everybody, and must stay so.
  const asked = [...FILES, OFFLINE].map(
    (url) => new Request(url, { credentials: "omit", cache: "reload" }),
  );
  event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(asked)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("bt-") && name !== NAME);
  const gone = caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name))));
  event.waitUntil(gone);
});

addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  } else if (url.pathname.startsWith(STATIC)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
  }
});
