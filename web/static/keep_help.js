// Lets the browser keep the help pages for when there is no connection. What it may keep stands in the worker.
(() => {
  'use strict';

  if (!navigator.serviceWorker) return;
  // After the page is there: nobody waits for it. A browser that keeps nothing shows everything else all the same.
  addEventListener('load', () => navigator.serviceWorker.register('/help/worker.js', { scope: '/' }).catch(() => {}));
})();
