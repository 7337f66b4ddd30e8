// Puts the rows of an order in place: by button, by Alt and an arrow key, or by their grip.
(() => {
  'use strict';

  const { find, all, on, say } = window.steps;
  const rowsOf = (list) => all('[data-row]', list);

  function tell(row, sentence) {
    const rows = rowsOf(row.parentElement);
    const facts = { words: `"${row.dataset.words}"`, place: rows.indexOf(row) + 1, count: rows.length };
    say(sentence.replace(/#(\w+)#/g, (whole, name) => facts[name]));
  }

  function arrived(row) {
    rowsOf(row.parentElement).forEach((each, at) => { find('[name=rank]', each).value = String(at + 1); });
    row.dispatchEvent(new Event('input', { bubbles: true }));
    tell(row, row.closest('[data-order]').dataset.said);
  }

  // A row itself is never taken out of the page: it would let go of the focus and of the finger.
  const goUp = (row) => row.after(row.previousElementSibling);
  const goDown = (row) => row.before(row.nextElementSibling);

  function move(row, isUp) {
    if (!(isUp ? row.previousElementSibling : row.nextElementSibling)) {
      tell(row, row.closest('[data-order]').dataset.saidEnd);
      return;
    }
    (isUp ? goUp : goDown)(row);
    const focused = document.activeElement;
    if (getComputedStyle(focused).visibility === 'hidden') find(isUp ? '[data-down]' : '[data-up]', row).focus();
    arrived(row);
  }

  on('click', '[data-up]', (event, button) => move(button.closest('[data-row]'), true));
  on('click', '[data-down]', (event, button) => move(button.closest('[data-row]'), false));
  on('keydown', '[data-row]', (event, row) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(row, event.key === 'ArrowUp');
  });

  let held = null;
  const middle = (row) => { const box = row.getBoundingClientRect(); return box.top + box.height / 2; };

  function drag(event) {
    if (!held) return;
    while (held.previousElementSibling && event.clientY < middle(held.previousElementSibling)) goUp(held);
    while (held.nextElementSibling && event.clientY > middle(held.nextElementSibling)) goDown(held);
  }

  function drop() {
    if (!held) return;
    held.classList.remove('held');
    arrived(held);
    held = null;
  }

  on('pointerdown', '[data-grip]', (event, grip) => {
    if (event.button !== 0) return;
    event.preventDefault();
    held = grip.closest('[data-row]');
    held.classList.add('held');
  });
  addEventListener('pointermove', drag);
  addEventListener('pointerup', drop);
  addEventListener('pointercancel', drop);
})();
