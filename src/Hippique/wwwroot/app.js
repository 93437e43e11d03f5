// What a page does beyond HTML: it stays up to date, counts down, copies a ticket, and says when it no longer hears the service. Everything else works without it.
const body = document.body;
const lang = document.documentElement.lang;

// The program's clock: a rehearsal's and a replay's run faster than the machine's, and a replay that waits stands.
let speed = Number(body.dataset.speed || 1);
let base = { page: Date.parse(body.dataset.now), machine: performance.now() };
const now = () => base.page + (performance.now() - base.machine) * speed;

const two = (number) => String(number).padStart(2, "0");

function left(until) {
  const seconds = Math.max(0, Math.ceil((until - now()) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (seconds === 0) return null;
  if (hours > 0) return `${hours} h ${two(minutes)} min`;
  return minutes > 0 ? `${minutes} min ${two(seconds % 60)} s` : `${seconds} s`;
}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function tick() {
  for (const element of document.querySelectorAll("[data-until]")) set(element, left(Date.parse(element.dataset.until)) ?? element.dataset.over);
  for (const element of document.querySelectorAll("[data-clock]"))
    set(element, new Date(now()).toLocaleTimeString(lang === "fr" ? "fr-FR" : "en-GB", { timeZone: "Europe/Paris" }));
}

// Copying needs a script, so its buttons appear with it.
function enhance(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const text = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = text), 2000);
});

// A form that says something is sent once, however often it is tapped; the service would count it once in any case.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
});

document.addEventListener("change", (event) => event.target.closest("[data-filter]")?.requestSubmit());

// The parts of the page that change are fetched again, and put in place of the old ones where they differ.
let fetching = false;
let again = false;

async function refresh() {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    base = { page: Date.parse(fresh.body.dataset.now), machine: performance.now() };
    speed = Number(fresh.body.dataset.speed || 1);
    replace(fresh);
  } catch {
    // The connection's own handlers say that it is gone.
  } finally {
    fetching = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

// Text as it runs down is no difference.
function core(element) {
  const copy = element.cloneNode(true);
  for (const time of copy.querySelectorAll("time")) time.textContent = "";
  for (const details of copy.querySelectorAll("details")) details.removeAttribute("open");
  for (const button of copy.querySelectorAll("[data-copy]")) button.removeAttribute("hidden");
  return copy.outerHTML;
}

function replace(fresh) {
  const known = new Set([...document.querySelectorAll("[data-announce]")].map((card) => card.id));
  for (const young of fresh.querySelectorAll("[data-live]")) {
    const old = document.getElementById(young.id);
    if (!old) {
      // The page has become another one: the day has its plan.
      location.reload();
      return;
    }
    if (core(old) === core(young)) continue;
    // Nothing is taken from under the hand of somebody who reads, types or goes through it by keyboard.
    const typed = [...old.querySelectorAll("input[id]")].map(({ id, value }) => [id, value]);
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const open = [...old.querySelectorAll("details")].map((details) => details.open);
    const adopted = document.adoptNode(young);
    old.replaceWith(adopted);
    [...adopted.querySelectorAll("details")].forEach((details, i) => (details.open = open[i] ?? false));
    enhance(adopted);
    for (const [id, value] of typed) {
      const field = document.getElementById(id);
      if (!field) continue;
      field.value = value;
      if (value || id === focused?.id) for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    }
    if (focused) refocus(adopted, focused);
  }
  tick();
  const said = [...document.querySelectorAll("[data-announce]")].filter((card) => !known.has(card.id)).map((card) => card.dataset.announce);
  if (said.length) document.getElementById("said").textContent = said.join(". ");
}

function refocus(root, focused) {
  const twin = focused.id
    ? document.getElementById(focused.id)
    : [...root.querySelectorAll(focused.tagName)].find((one) => one.textContent === focused.textContent && one.getAttribute("href") === focused.getAttribute("href"));
  twin?.focus({ preventScroll: true });
}

// Live by server-sent events; a page that nobody looks at holds no connection.
const stale = document.getElementById("stale");
const light = document.getElementById("live");
let source = null;
let heard = performance.now();
let due = null;

function show(isLive) {
  if (light) set(light, isLive ? `● ${light.dataset.on}` : `○ ${light.dataset.off}`);
}

function listen() {
  if (source || document.hidden || !document.querySelector("[data-live]")) return;
  source = new EventSource(body.dataset.events);
  source.onmessage = (event) => {
    heard = performance.now();
    stale.hidden = true;
    show(true);
    const { kind } = JSON.parse(event.data);
    if (kind === "pulse") return;
    // Several ends of one moment are one look.
    due ??= setTimeout(() => {
      due = null;
      refresh();
    }, Number(body.dataset.gather || 100));
  };
  source.onerror = () => {
    show(false);
    if (source?.readyState === EventSource.CLOSED) {
      source = null;
      setTimeout(listen, 3000);
    }
  };
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return listen();
  source?.close();
  source = null;
});

setInterval(() => {
  tick();
  if (stale && source) stale.hidden = performance.now() - heard < 60_000;
}, 1000);

// What no event tells of: the lines of a log.
if (document.querySelector("[data-poll]")) setInterval(() => document.hidden || refresh(), 2000);

enhance(document);
tick();
listen();

// The page that is shown while the service is away says since when.
const offline = document.getElementById("offline");
if (offline) {
  const since = await (await caches.open("hippique")).match("/last-seen").then((answer) => answer?.text());
  if (since) offline.textContent = offline.dataset.since.replace("{time}", new Date(Number(since)).toLocaleTimeString(lang === "fr" ? "fr-FR" : "en-GB", { hour: "2-digit", minute: "2-digit" }));
}

// Alerts on this device: the browser's own push service brings them, encrypted for this browser alone.
async function alerts(section) {
  const registration = await navigator.serviceWorker.ready;
  const { public_key: key } = await (await fetch("/api/push")).json();
  if (!key || !registration.pushManager) return;
  const [state, begin, end] = ["p", "[data-subscribe]", "[data-unsubscribe]"].map((selector) => section.querySelector(selector));
  const call = (method, body) =>
    fetch("/api/push/subscriptions", { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
    });

  const tell = (word, isOn) => {
    set(state, section.dataset[word]);
    [begin.hidden, end.hidden] = [isOn, !isOn];
  };
  const subscribe = async () => {
    const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    await call("POST", { ...subscription.toJSON(), language: lang });
    tell("on", true);
  };
  const unsubscribe = async () => {
    const subscription = await registration.pushManager.getSubscription();
    if (subscription) {
      await call("DELETE", { endpoint: subscription.endpoint });
      await subscription.unsubscribe();
    }
    tell("off", false);
  };
  const attempt = (act) => () => act().catch(() => tell(Notification.permission === "denied" ? "denied" : "failed", false));

  begin.addEventListener("click", attempt(subscribe));
  end.addEventListener("click", attempt(unsubscribe));
  section.hidden = false;
  const known = await registration.pushManager.getSubscription();
  const ofThisKey = known && base64url(known.options.applicationServerKey) === key;
  // Of a key that the service no longer has it is worth nothing.
  if (known && !ofThisKey) await known.unsubscribe();
  tell(ofThisKey ? "on" : Notification.permission === "denied" ? "denied" : "off", Boolean(ofThisKey));
}

const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js");
  const section = document.getElementById("alerts");
  if (section) alerts(section);
}

// The folded part of the navigation closes by itself.
const more = document.querySelector(".more");
document.addEventListener("click", (event) => more && !more.contains(event.target) && (more.open = false));
more?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !more.open) return;
  more.open = false;
  more.querySelector("summary").focus();
});
