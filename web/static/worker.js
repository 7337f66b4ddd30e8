// Keeps the help pages and the files that they need, and nothing else: never a page of a person. NAME, PAGES and FILES
// are put in front of it. Where a page cannot be reached, it shows the help page that it has kept.
'use strict';

const OFFLINE = '/help/offline';
const HELP = /^\/help(\/[a-z]{2})?$/;
const isPage = (path) => PAGES.includes(path) || HELP.test(path);
const find = (url) => caches.open(NAME).then((kept) => kept.match(url, { ignoreVary: true }));

async function keep(urls) {
  const kept = await caches.open(NAME);
  await Promise.all(urls.map(async (url) => {
    const answer = await fetch(url, { cache: 'no-cache' });
    if (answer.ok && !answer.redirected) await kept.put(url, answer);
  }));
}

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(keep([...PAGES, ...FILES]));
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

// Nobody answers, or only what stands before the server does: a proxy says so with a page of its own, without help.
const isLost = (answer, path) => !answer || [502, 504].includes(answer.status) || (isPage(path) && answer.status >= 500);

// A page that was reached is shown as it came. One of help is kept, and with it the page for when there is no
// connection, since another country may have been chosen.
async function open(event, path) {
  const answer = await fetch(event.request).catch(() => null);
  if (isLost(answer, path)) {
    return (isPage(path) && await find(path)) || await find(OFFLINE) || answer || Response.error();
  }
  if (isPage(path) && answer.ok) {
    const kept = await caches.open(NAME);
    event.waitUntil(kept.put(path, answer.clone()).then(() => keep(['/help', OFFLINE])).catch(() => {}));
  }
  return answer;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // What is sent stays with the browser, which can send it once more.
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(open(event, url.pathname));
  else if (FILES.includes(url.pathname + url.search)) event.respondWith(find(request.url).then((kept) => kept ?? fetch(request)));
});
