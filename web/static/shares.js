// Says what is left of a total while it is shared out, and keeps the bars in step.
(() => {
  'use strict';

  const { find, all, on, say } = window.steps;
  const PAUSE = 1000;
  let later = 0;

  const amount = (text) => (/^\s*\d{1,9}\s*$/.test(text) ? Number(text) : 0);
  const width = (of, total) => `${Math.round(100 * Math.min(Math.max(of, 0), total) / total)}%`;

  function sentence(group, total, left) {
    const { left: some, done, over } = group.dataset;
    const facts = { total, left, over: -left };
    const wanted = left > 0 ? some : left === 0 ? done : over;
    return wanted.replace(/#(\w+)#/g, (whole, name) => facts[name]);
  }

  on('input', '[data-shares]', (event, group) => {
    const total = Number(group.dataset.shares);
    let left = total;
    for (const row of all('[data-share]', group)) {
      const given = amount(find('[name=share]', row).value);
      left -= given;
      find('[data-bar]', row).setAttribute('width', width(given, total));
    }
    const rest = find('[data-remainder]', group);
    if (rest) {
      find('output', rest).value = String(Math.max(left, 0));
      find('[data-bar]', rest).setAttribute('width', width(left, total));
    }
    const told = sentence(group, total, left);
    find('#left', group).textContent = told;
    clearTimeout(later);
    if (told) later = setTimeout(() => say(told), PAUSE);
  });
})();
