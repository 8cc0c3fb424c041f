/* Nothing typed is lost. What is written in a form that has a draft is sent to the server
   while it is written, and kept on the device, locked, for as long as the server has not
   got it. Without this file the forms work as forms do. */
(() => {
  const STORE = "utkast:";
  const BY_LINK = "link"; // in the place of the writer, where nobody is logged in
  const SENT = "utkast-skickat";
  const DAYS = 14 * 24 * 60 * 60 * 1000;
  const QUIET = 1200; // milliseconds without a key before it is sent
  const AGAIN = 15000;
  const MARKS = ["form", "writer", "shape", "basis", "revision", "window"];

  /* ------------------------------------------------------------ kept on the device */
  const isShared = () => /(^|; )delad-enhet=1/.test(document.cookie);
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(STORE));
  const forget = (mine = () => true) =>
    keys().filter(mine).forEach((key) => localStorage.removeItem(key));
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
  const lock = (secret) =>
    crypto.subtle.importKey("raw", bytes(secret), "AES-GCM", false, ["encrypt", "decrypt"]);

  async function put(key, secret, value) {
    if (isShared() || !crypto.subtle) return false;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await lock(secret), plain);
    const body = [];
    for (const byte of new Uint8Array(closed)) body.push(String.fromCharCode(byte));
    const kept = { at: Date.now(), iv: text(iv), body: btoa(body.join("")) };
    try {
      localStorage.setItem(key, JSON.stringify(kept));
      return true;
    } catch {
      return false; // no room
    }
  }

  async function get(key, secret) {
    const kept = JSON.parse(localStorage.getItem(key));
    if (!kept || !crypto.subtle) return null;
    try {
      const cipher = { name: "AES-GCM", iv: bytes(kept.iv) };
      const plain = await crypto.subtle.decrypt(cipher, await lock(secret), bytes(kept.body));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      localStorage.removeItem(key); // locked for somebody else, or with an older key
      return null;
    }
  }
  const tooOld = (key) => Date.now() - (JSON.parse(localStorage.getItem(key))?.at ?? 0) > DAYS;
  forget(tooOld);
  if (isShared()) forget();

  /* ------------------------------------------------------------- what a form says */
  /* What somebody can change, as [name, text]: no hidden fields, no files. */
  function typed(form) {
    const sent = [...form.elements].filter((node) => node.type === "hidden").map((node) => node.name);
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !sent.includes(name));
  }
  function answers(form) {
    const said = {};
    for (const [name, value] of typed(form)) (said[name] ??= []).push(value.replace(/\r\n/g, "\n"));
    return said;
  }
  function fill(form, said) {
    for (const node of form.elements) {
      if (!node.name || ["hidden", "file", "submit", "button"].includes(node.type)) continue;
      const values = said[node.name] ?? [];
      const before = [node.checked, node.value].join();
      if (["checkbox", "radio"].includes(node.type)) node.checked = values.includes(node.value);
      else if (node.type === "select-multiple")
        for (const option of node.options) option.selected = values.includes(option.value);
      else if (values.length || node.tagName !== "SELECT") node.value = values[0] ?? "";
      if (before === [node.checked, node.value].join()) continue;
      const fold = node.closest("details");
      if (fold) fold.open = true;
      node.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  const shown = (said) =>
    JSON.stringify(Object.entries(said).filter(([, values]) => values.some((one) => one.trim())).sort());

  function words(form, name, values = []) {
    const nodes = [...form.elements].filter((node) => node.name === name);
    return values.map((value) => {
      const node = nodes.find((one) => one.value === value && "checked" in one && one.type !== "text");
      const option = nodes[0]?.options && [...nodes[0].options].find((one) => one.value === value);
      const label = node?.labels?.[0]?.innerText.split("\n")[0] || node?.getAttribute?.("aria-label");
      return (/checkbox|radio/.test(node?.type) && label) || option?.text || value;
    }).join("\n");
  }
  function label(form, name) {
    const node = [...form.elements].find((one) => one.name === name);
    const legend = node?.closest("fieldset")?.querySelector("legend");
    const line = node?.closest("[role=radiogroup]")?.querySelector("[id$=_label]");
    const own = node && /checkbox|radio/.test(node.type) ? null : node?.labels?.[0];
    return (own ?? line ?? legend)?.innerText.trim() ?? "";
  }

  const copy = (name) =>
    document.querySelector(`template[data-draft-${name}]`).content.cloneNode(true).firstElementChild;

  /* ------------------------------------------------------------------ one open form */
  const open = [];
  class Draft {
    constructor(form, marks) {
      this.form = form;
      this.say = marks.dataset;
      this.window = [...crypto.getRandomValues(new Uint8Array(12))]
        .map((one) => one.toString(16).padStart(2, "0")).join("");
      this.mark("window", this.window);
      this.key = `${STORE}${this.marked("writer")}:${this.marked("form")}`;
      this.waiting = "waiting" in this.say || Boolean(document.querySelector("[data-draft-choice]"));
      this.acked = shown(answers(form));
      this.sent = false;
      this.onlyHere = !this.say.draft;
      if (this.onlyHere && "typed" in this.say) this.acked = ""; // refused: not sent yet
      form.addEventListener("input", () => this.changed());
      form.addEventListener("change", () => this.changed());
      form.addEventListener("submit", (event) => this.submitted(event));
      this.found();
    }
    marked(name) { return this.form.elements[`draft_${name}`].value; }
    mark(name, value) { this.form.elements[`draft_${name}`].value = value; }
    get now() { return shown(answers(this.form)); }
    get isSaved() { return this.now === this.acked; }

    line(said, tone = "") {
      for (const node of document.querySelectorAll("[data-draft-line]")) {
        node.textContent = said;
        node.dataset.tone = tone;
      }
    }

    /* ---------------------------------------------------------------- while writing */
    changed() {
      if (this.sent) return;
      this.send = undefined; // who goes on writing has not finished
      clearTimeout(this.timer);
      if (!this.waiting && !this.isSaved) this.timer = setTimeout(() => this.save(), QUIET);
      this.keepHere();
    }
    async keepHere() {
      if (this.isSaved || this.sent) return;
      const value = { said: answers(this.form), revision: this.marked("revision"), body: this.body(), url: this.say.draft };
      this.isHere = await put(this.key, this.say.secret, value);
      if (this.sent || this.isSaved) localStorage.removeItem(this.key);
    }
    body() {
      const marks = MARKS.map((name) => [`draft_${name}`, this.marked(name)]);
      return new URLSearchParams([...typed(this.form), ...marks]).toString();
    }

    /* ------------------------------------------------------------------- to the server */
    /* What came of it: "saved", "offline", "out", "differs" or "refused". */
    async save(renewed = false) {
      clearTimeout(this.timer);
      if (this.onlyHere) return this.saveHere();
      const now = this.now;
      if (now === this.acked) return "saved";
      this.line(this.say.saving);
      const answer = await send(this.say.draft, this.body(), this.form.elements.csrfmiddlewaretoken.value);
      if (!answer) return this.cannot();
      if (answer.status === 200) return this.done(now, await answer.json());
      if (answer.status === 409) return this.differs(await answer.json());
      if (answer.status === 422) return this.refused(await answer.json());
      if ([400, 413].includes(answer.status)) return this.tooMuch();
      if (!renewed && (await this.renew())) return this.save(true);
      return "out";
    }
    /* By a link, without an account: on this device, and nowhere else. */
    async saveHere() {
      if (this.isSaved) {
        localStorage.removeItem(this.key);
        this.line("");
        return "saved";
      }
      await this.keepHere();
      const clock = new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" });
      const when = `${this.say.device} kl. ${clock.replace(":", ".")}`;
      this.line(this.isHere ? when : this.say.unkept, this.isHere ? "ok" : "warn");
      return "saved";
    }
    done(now, told) {
      this.acked = now;
      this.mark("revision", told.revision);
      if (this.isSaved) localStorage.removeItem(this.key);
      else this.changed();
      for (const guard of this.form.querySelectorAll(".guard")) {
        const box = document.getElementById(guard.id.replace(/_guard$/, ""));
        if (box) guard.hidden = !told.numbers.includes(box.name);
      }
      this.line(`${this.say.saved} ${told.saved}`, "ok");
      return "saved";
    }
    async cannot() {
      this.timer = setTimeout(() => this.back(), AGAIN);
      await this.keepHere();
      this.line(this.isHere ? this.say.here : this.say.shared, "warn");
      return "offline";
    }
    refused(told) {
      this.line(told.text ?? "", "warn");
      return "refused";
    }
    tooMuch() {
      this.line(this.say.long, "warn");
      return "too much";
    }
    /* Another token after a new log-in; nothing is sent as anybody else. */
    async renew() {
      const answer = await send(this.say.draft);
      const told = answer?.ok ? await answer.json() : null;
      if (told?.writer !== this.marked("writer")) {
        this.line(told ? this.say.other : this.say.out, "warn");
        return false;
      }
      for (const one of document.querySelectorAll("[name=csrfmiddlewaretoken]")) one.value = told.token;
      return true;
    }

    /* -------------------------------------------------------------- two different texts */
    differs(told) {
      this.waiting = true;
      this.choose(told.text, told.saved, told.fields, told.revision, told.error === "draft.gone");
      return "differs";
    }
    choose(why, when, theirs, revision, gone = false) {
      document.querySelector("[data-two-texts]")?.remove();
      const piece = copy("conflict");
      piece.dataset.twoTexts = "";
      piece.querySelector("[data-why]").textContent = why;
      const mine = answers(this.form);
      for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
        const [here, there] = [words(this.form, name, mine[name]), words(this.form, name, theirs[name])];
        const heading = label(this.form, name);
        if (here.trim() === there.trim() || !heading) continue;
        const one = copy("difference");
        one.querySelector("h3").textContent = heading;
        one.querySelectorAll("dd").forEach((node, place) => (node.textContent = [here, there][place] || "–"));
        if (when) one.querySelectorAll("dt")[1].textContent += `, ${when}`;
        piece.querySelector("[data-differences]").append(one);
      }
      piece.querySelector("[data-differences]").hidden = gone;
      piece.querySelector("[data-theirs]").hidden = gone;
      piece.querySelector("[data-mine]").onclick = () => this.chosen(piece, revision);
      piece.querySelector("[data-theirs]").onclick = () => {
        fill(this.form, theirs);
        this.acked = this.now;
        this.chosen(piece, revision);
        localStorage.removeItem(this.key);
      };
      this.form.before(piece);
      this.line("");
      piece.focus();
    }
    chosen(piece, revision) {
      piece.remove();
      this.waiting = false;
      this.mark("revision", revision);
      this.save();
      this.form.querySelector("textarea, input:not([type=hidden])")?.focus();
    }
    /* What was left on this device when the network went, or the page was closed. */
    async found() {
      if (this.onlyHere && !this.acked) return this.save();
      const kept = await get(this.key, this.say.secret);
      if (!kept || shown(kept.said) === this.acked) return localStorage.removeItem(this.key);
      const theirs = answers(this.form);
      if (!this.waiting && kept.revision === this.marked("revision")) {
        fill(this.form, kept.said);
        this.line(this.say.found, "ok");
        return this.save();
      }
      this.waiting = true;
      fill(this.form, kept.said);
      this.choose(this.say.differs, "", theirs, this.marked("revision"));
    }

    /* ------------------------------------------------------------------------- sending */
    async submitted(event) {
      if (this.sent) return;
      const offline = !navigator.onLine;
      if (!offline && this.onlyHere) return this.goes();
      if (!offline && (this.isSaved || this.waiting)) return this.leave();
      event.preventDefault();
      const button = event.submitter;
      this.form.ariaBusy = "true";
      const came = offline ? await this.cannot() : await this.save();
      if (came === "saved" || came === "refused") {
        this.leave();
        return this.form.requestSubmit(button);
      }
      this.form.ariaBusy = null;
      if (came !== "offline") return;
      this.send = button;
      this.line(this.say.sends, "warn");
    }
    /* Kept until the page that says that it has arrived. */
    goes() {
      this.sent = true;
      clearTimeout(this.timer);
      sessionStorage.setItem(SENT, this.key);
    }
    leave() {
      this.sent = true;
      clearTimeout(this.timer);
      localStorage.removeItem(this.key);
    }
    async back() {
      if (this.sent || this.waiting) return;
      const came = await this.save();
      if (came === "saved" && this.send !== undefined && (this.onlyHere || (await this.renew()))) {
        const button = this.send;
        this.send = undefined;
        if (this.onlyHere) this.goes();
        else this.leave();
        this.form.requestSubmit(button);
      }
    }
  }

  async function send(url, body, token) {
    const given = { credentials: "same-origin", redirect: "manual", cache: "no-store" };
    const type = "application/x-www-form-urlencoded";
    const post = { method: "POST", body, headers: { "X-CSRFToken": token, "Content-Type": type } };
    const small = body && body.length < 60000; // more than that is not let out of a page that closes
    try {
      return await fetch(url, body === undefined ? given : { ...given, ...post, keepalive: small });
    } catch {
      return null;
    }
  }

  const arrived = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (arrived && document.querySelector("[data-draft-sent]")) localStorage.removeItem(arrived);
  for (const marks of document.querySelectorAll("[data-draft]")) open.push(new Draft(marks.form, marks));
  const all = (act) => open.forEach((draft) => draft.sent || draft.waiting || act(draft));
  addEventListener("online", () => all((draft) => draft.back()));
  addEventListener("focus", () => all((draft) => draft.isSaved || draft.save()));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && navigator.onLine) all((draft) => draft.isSaved || draft.save());
  });
  // Back in the browser's history: the page is as it was left, and so may be written in.
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  /* ------------------------------------------------------- thrown away, and signed out */
  document.addEventListener("submit", (event) => {
    const form = event.submitter?.dataset.dropsDraft;
    if (!form) return;
    open.forEach((draft) => draft.marked("form") === form && draft.leave());
  });
  document.addEventListener("submit", async (event) => {
    const out = event.target;
    if (!out.dataset.signsOut || out.dataset.ready) return;
    event.preventDefault();
    await Promise.all(open.filter((one) => !one.sent).map((draft) => draft.save()));
    const writers = [out.dataset.signsOut, BY_LINK];
    const mine = (key) => writers.some((one) => key.startsWith(`${STORE}${one}:`));
    const lost = keys().some(mine) || open.some((one) => !one.sent && !one.isSaved);
    if (lost && !confirm(out.dataset.leave)) return;
    open.forEach((draft) => draft.leave());
    forget(mine);
    out.dataset.ready = "1";
    const button = event.submitter;
    setTimeout(() => out.requestSubmit(button)); // not while its own submit event goes on
  });

  /* ------------------------------------------------------------------ the shared device */
  const choice = document.querySelector("[data-shared-device]");
  if (choice) {
    choice.closest("[hidden]").hidden = false;
    choice.checked = isShared();
    choice.addEventListener("change", () => {
      const safe = location.protocol === "https:" ? "; Secure" : "";
      const age = choice.checked ? 365 * 24 * 60 * 60 : 0;
      document.cookie = `delad-enhet=1; path=/; max-age=${age}; SameSite=Lax${safe}`;
      if (isShared()) forget();
    });
  }
})();
