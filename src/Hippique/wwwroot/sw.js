// Keeps the page that is shown while the service cannot be reached, with what it needs; no page of a day is ever kept. Shows what the service's messages say.
const kept = "hippique";
const offline = "/offline";

async function keep() {
  const cache = await caches.open(kept);
  const answer = await fetch(offline);
  const text = await answer.clone().text();
  const parts = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1]);
  await Promise.all([cache.put(offline, answer), ...parts.map((part) => cache.add(part))]);
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(navigate(request));
  else if (request.method === "GET" && new URL(request.url).pathname.startsWith("/assets/"))
    event.respondWith(caches.match(request).then((known) => known ?? fetch(request)));
});

async function navigate(request) {
  try {
    const answer = await fetch(request);
    const cache = await caches.open(kept);
    await cache.put("/last-seen", new Response(String(Date.now())));
    return answer;
  } catch {
    return (await caches.match(offline)) ?? Response.error();
  }
}

self.addEventListener("push", (event) => {
  const { title, body, url, tag } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

// An open page of the app is brought to the front before another one is opened.
async function open(url) {
  const address = new URL(url, self.location.origin).href;
  const pages = await self.clients.matchAll({ type: "window" });
  const there = pages.find((page) => page.url === address) ?? pages[0];
  if (!there) return self.clients.openWindow(address);
  await there.focus();
  if (there.url !== address) await there.navigate(address);
}
