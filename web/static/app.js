// Small helps on top of pages that work without them. It stores nothing and asks no other host.
(() => {
  'use strict';

  const root = document.documentElement;
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const say = (text) => { const place = find('#said'); if (place && place.textContent !== text) place.textContent = text; };
  const on = (type, selector, act) => document.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector);
    if (found) act(event, found);
  });

  // For the files beside this one, each about one thing.
  window.steps = { find, all, say, on, unsent: () => unsent() };
  root.classList.add('js');

  // ---------------------------------------------------------------- words that could not be sent

  const PAUSES = [3, 8, 20, 40, 60, 60];
  const TRIED_AGAIN = ['offline', 'slow', 'busy'];
  const words = () => find('#not-saved');
  let failed = null;
  let slow = 0;

  function forget() {
    clearTimeout(failed?.timer);
    failed = null;
  }

  function resend() {
    const { form, submitter } = failed ?? {};
    clearTimeout(failed?.timer);
    if (form?.isConnected) form.requestSubmit(submitter?.isConnected ? submitter : undefined);
    else forget();
  }

  function show(form, why) {
    const note = words().content.firstElementChild.cloneNode(true);
    for (const line of all('[data-why]', note)) if (line.dataset.why !== why) line.remove();
    if (why === 'refused') find('a', note).href = form.getAttribute('action');
    if (['gone', 'keyless', 'refused'].includes(why)) find('[data-again]', note).remove();
    put(form, note);
    say(find('.strong', note).textContent);
    return note;
  }

  // A note takes the place of an earlier one, above the buttons.
  function put(form, note) {
    all('[data-not-saved], [data-note]', form).forEach((earlier) => earlier.remove());
    form.insertBefore(note, find('.actions, .two', form));
    notSaid(form);
  }

  // With words that are not sent, nothing on the page says "saved".
  function notSaid(form) {
    const stop = find('[data-stop]', form);
    if (stop) stop.textContent = stop.dataset.stop;
    if (find('#said').textContent.startsWith(words().dataset.saved)) say('');
  }

  function notSaved(form, submitter, why) {
    const tries = failed?.form === form ? failed.tries + 1 : 0;
    const again = TRIED_AGAIN.includes(why) && tries < PAUSES.length;
    const lost = document.activeElement === document.body || document.activeElement === submitter || document.activeElement?.matches('[data-again]');
    forget();
    const note = show(form, TRIED_AGAIN.includes(why) && !again ? 'waiting' : why);
    failed = { form, submitter, tries, timer: again ? setTimeout(resend, PAUSES[tries] * 1000) : 0 };
    if (lost) requestAnimationFrame(() => note.focus());
  }

  function reason(status) {
    if (status >= 500 || status === 429) return 'busy';
    return { 400: 'keyless', 403: 'refused', 404: 'gone', 410: 'gone', 413: 'long' }[status];
  }

  function anew() {
    letGo();
    location.reload();
  }

  const isHistory = (ctx) => Boolean(ctx?.request?.headers?.['HX-History-Restore-Request']);

  document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
    if (!ctx.sourceElement.matches('form')) return;
    clearTimeout(failed?.timer);
    clearTimeout(slow);
    slow = setTimeout(() => say(words().dataset.slow), 4000);
  });
  document.addEventListener('htmx:finally:request', () => clearTimeout(slow));
  document.addEventListener('htmx:response:error', ({ detail: { ctx } }) => {
    const why = reason(ctx.response.status);
    if (!why) return;
    if (isHistory(ctx)) anew();
    else if (ctx.sourceElement.matches('form')) notSaved(ctx.sourceElement, ctx.request.submitter, why);
  });
  document.addEventListener('htmx:error', ({ detail: { ctx } }) => {
    if (!ctx) return;
    if (isHistory(ctx)) say(words().dataset.away);
    else if (ctx.sourceElement.matches('form')) {
      notSaved(ctx.sourceElement, ctx.request.submitter, ctx.request.signal.reason === 'timeout' ? 'slow' : 'offline');
    }
  });
  document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
    if (ctx.swap === 'none') return;
    forget();
    all('textarea').forEach(grow);
    if (!find('#problem')) showQuestion();
  });

  // From the top, unless what was written before is so long that the question would be out of sight.
  function showQuestion() {
    scrollTo(0, 0);
    const question = find('#question');
    if (question?.getBoundingClientRect().bottom > innerHeight) question.scrollIntoView();
  }

  addEventListener('online', () => { if (failed?.timer) resend(); });
  on('click', '[data-again]', (event, button) => {
    const form = button.closest('form');
    if (failed?.form !== form) failed = { form, submitter: null, tries: 0, timer: 0 };
    failed.tries = 0;
    resend();
  });

  // A person who goes on writing is not interrupted by a page that sends itself.
  on('input', 'form[data-answer]', (event, form) => {
    if (failed?.form === form && failed.timer) {
      clearTimeout(failed.timer);
      failed.timer = 0;
      show(form, 'waiting');
    }
    notSaid(form);
  });

  // ---------------------------------------------------------------- words that were not sent yet

  const differs = (field) => {
    if (field.matches('[type=radio], [type=checkbox]')) return field.checked !== field.defaultChecked;
    if (field.matches('select')) return [...field.options].some((option) => option.selected !== option.defaultSelected);
    return field.type !== 'hidden' && field.value !== field.defaultValue;
  };
  const unsent = () => all('form[data-unsent]').find((form) => 'givenBack' in form.dataset || all('[name]:not(button)', form).some(differs));

  // Help now and Leave quickly work at once, always.
  on('click', 'a[href]', (event, link) => {
    const stays = link.hash && link.pathname === location.pathname;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || stays) return;
    if (link.pathname === '/help' || link.matches('[data-leave], [target], [download], [data-note] a')) return;
    const form = unsent();
    if (!form) return;
    event.preventDefault();
    const note = find('#unsent').content.firstElementChild.cloneNode(true);
    find('.strong', note).textContent = form.dataset.unsent;
    find('a', note).href = link.href;
    put(form, note);
    note.focus();
  });

  // A reload or a closed tab takes unsent words without a trace: the browser asks. It never asks after what a person
  // pressed on the page, which had its own question where one was due, nor where the page hides itself.
  const SOON = 1000;
  let pressed = -SOON;
  const letGo = () => { pressed = performance.now(); };
  on('click', 'a[href], [data-go-back]', letGo);
  document.addEventListener('submit', letGo);
  on('input', '[data-unsent]', () => { pressed = -SOON; });
  addEventListener('beforeunload', (event) => {
    const goes = performance.now() - pressed < SOON || root.classList.contains('leaving');
    if (!goes && unsent()) event.preventDefault();
  });

  // ---------------------------------------------------------------- fields

  function grow(area) {
    if (CSS.supports('field-sizing', 'content')) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + 2}px`;
  }

  // A one-line field wraps but takes no line break: Enter sends it, and pasted lines are joined.
  const joined = (text) => text.replace(/\s*\n\s*/g, ' ');

  on('keydown', '[data-one-line]', (event, area) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    const button = find('button.main', area.form);
    if (!event.repeat && !button.disabled) area.form.requestSubmit(button);
  });
  on('input', '[data-one-line]', (event, area) => {
    if (event.isComposing || !area.value.includes('\n')) return;
    const caret = joined(area.value.slice(0, area.selectionEnd)).length;
    area.value = joined(area.value);
    area.setSelectionRange(caret, caret);
  });
  on('input', 'textarea', (event, area) => grow(area));
  all('textarea').forEach(grow);

  function setNumber(slider) {
    find('[data-number]', slider.closest('.scale')).value = slider.value;
    slider.removeAttribute('aria-valuetext');
  }

  on('input', '[data-slider]', (event, slider) => setNumber(slider));
  on('click', '[data-slider]', (event, slider) => setNumber(slider));
  on('keydown', '[data-slider]', (event, slider) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    setNumber(slider);
  });
  on('input', '[data-number]', (event, box) => {
    const slider = find('[data-slider]', box.closest('.scale'));
    setSlider(box, slider);
  });

  function setSlider(box, slider) {
    const number = box.value.trim();
    if (/^\d+$/.test(number) && Number(number) >= Number(slider.min) && Number(number) <= Number(slider.max)) {
      slider.value = number;
      slider.removeAttribute('aria-valuetext');
    } else slider.setAttribute('aria-valuetext', slider.dataset.unset);
  }

  // The browser puts back what was not sent, without a word of it to the page.
  addEventListener('pageshow', () => {
    all('[data-number]').forEach((box) => setSlider(box, find('[data-slider]', box.closest('.scale'))));
    all('textarea').forEach(grow);
    const form = unsent();
    if (form) notSaid(form);
  });

  on('click', '[data-to-field]', (event, link) => {
    const field = find(link.hash);
    if (!field) return;
    event.preventDefault();
    field.focus();
  });

  // ---------------------------------------------------------------- lists: the rows stay, what is in them moves

  const rows = (list) => all('li', list);
  const read = (row) => all('textarea, [name=line_id]', row).map((part) => part.value);
  const write = (row, values) => {
    all('textarea, [name=line_id]', row).forEach((part, at) => { part.value = values[at]; });
    grow(find('textarea', row));
  };
  const isEmpty = (row) => find('textarea', row).value.trim() === '';
  const changed = (row) => row.dispatchEvent(new Event('input', { bubbles: true }));

  on('click', '[data-add]', (event, button) => {
    const row = rows(button.closest('[data-list]')).find(isEmpty);
    if (row) find('textarea', row).focus();
  });
  on('click', '[data-arrange]', (event, button) => {
    const open = button.closest('[data-list]').classList.toggle('arranging');
    button.setAttribute('aria-expanded', String(open));
    const before = button.textContent;
    button.textContent = button.dataset.done;
    button.dataset.done = before;
  });
  on('click', '[data-move]', (event, button) => {
    const list = button.closest('[data-list]');
    const lines = rows(list);
    const row = button.closest('li');
    const other = lines[lines.indexOf(row) + Number(button.dataset.move)];
    if (!other || isEmpty(other)) return;
    const values = read(row);
    write(row, read(other));
    write(other, values);
    find(`[data-move="${button.dataset.move}"]`, other).focus();
    say(list.dataset.saidMoved);
    changed(other);
  });
  on('click', '[data-remove]', (event, button) => {
    const list = button.closest('[data-list]');
    const lines = rows(list);
    const from = lines.indexOf(button.closest('li'));
    lines.slice(from).forEach((row, at, rest) => write(row, rest[at + 1] ? read(rest[at + 1]) : ['', '']));
    find('textarea', lines[from]).focus();
    say(list.dataset.saidRemoved);
    changed(lines[from]);
  });
  on('keydown', '[data-list] textarea', (event, area) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    find('textarea', area.closest('li').nextElementSibling ?? area.closest('li'))?.focus();
  });

  // ---------------------------------------------------------------- leaving, history, print

  // The page is gone first. On a shared computer the key goes too, while the other page is on its way.
  function leave() {
    const way = find('[data-leave]');
    root.classList.add('leaving');
    document.title = '';
    if (way.form) fetch(way.form.action, { method: 'POST', keepalive: true }).catch(() => {});
    location.replace(way.href ?? way.dataset.leave);
  }

  let shifts = [];
  on('click', '[data-leave]', (event) => { event.preventDefault(); leave(); });
  document.addEventListener('keydown', (event) => {
    if (event.repeat) return;
    shifts = event.key === 'Shift' ? [...shifts.filter((at) => event.timeStamp - at < 5000), event.timeStamp] : [];
    if (shifts.length === 3) leave();
  });

  // An entry without this mark would change the address on Back but not the page.
  const mark = () => { if (!history.state) history.replaceState({ htmx: true }, ''); };
  mark();
  addEventListener('hashchange', mark);
  addEventListener('pageshow', (event) => { if (event.persisted) anew(); });
  on('click', '[data-print]', () => print());
  // Behind the help pages, of which there may be several by now; one step where the browser tells no addresses.
  on('click', '[data-go-back]', () => {
    const past = window.navigation ? navigation.entries().slice(0, navigation.currentEntry.index) : [];
    const place = past.findLast((entry) => !/\/help(\/|$)/.test(new URL(entry.url ?? '/help', location).pathname));
    if (place) navigation.traverseTo(place.key); else history.back();
  });
  if (history.length < 2) all('[data-go-back]').forEach((button) => button.remove());
})();
