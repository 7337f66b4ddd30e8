// On a shared computer: a page that nobody touches closes by itself, and none is shown again from the browser's memory.
(() => {
  'use strict';

  const { find, all, on, unsent } = window.steps;
  const MINUTE = 60000;
  const QUIET = Number(document.body.dataset.quietMinutes) * MINUTE;
  const ASKED = QUIET - 2 * MINUTE;
  const TOLD_EVERY = 5 * MINUTE;

  let touched = Date.now();
  let told = touched;
  let isOver = false;
  // Another tab of this browser speaks for this one.
  const tabs = new BroadcastChannel('here');

  function stay(now) {
    touched = now;
    all('[data-quiet]').forEach((note) => note.remove());
  }

  function touch() {
    if (isOver) return;
    const now = Date.now();
    // A computer that slept is as quiet as one that nobody touched.
    if (now - touched >= QUIET) { look(); return; }
    if (now - touched > 1000) tabs.postMessage(now);
    stay(now);
    if (now - told < TOLD_EVERY) return;
    told = now;
    fetch('/shared/here', { method: 'POST' }).catch(() => {});
  }

  function ask() {
    if (find('main [data-quiet]')) return;
    find('main').prepend(find('#quiet').content.firstElementChild.cloneNode(true));
  }

  // What was typed goes along, to be sealed. The page is hidden before anything is sent.
  function close() {
    isOver = true;
    const form = unsent() ?? find('form[data-answer]');
    const page = form ? form.getAttribute('action') : location.pathname;
    const fields = unsent() ? new URLSearchParams(new FormData(form)).toString() : '';
    document.documentElement.classList.add('leaving');
    const lock = find('#lock');
    find('[name=draft]', lock).value = `${page}\n${fields}`;
    lock.submit();
  }

  function look() {
    const quiet = Date.now() - touched;
    if (isOver || quiet < ASKED) return;
    if (quiet < QUIET) ask();
    else close();
  }

  tabs.addEventListener('message', ({ data }) => stay(data));
  for (const type of ['pointerdown', 'keydown', 'input', 'wheel', 'touchstart']) {
    document.addEventListener(type, touch, { passive: true, capture: true });
  }
  on('click', '[data-stay]', () => touch());
  setInterval(look, 5000);
  document.addEventListener('visibilitychange', look);

  // Back is to show nothing: what the browser remembers of this page is a blank one, until it has asked anew.
  addEventListener('pagehide', () => document.documentElement.classList.add('leaving'));
})();
