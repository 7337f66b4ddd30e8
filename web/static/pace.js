// Paces a timer or a breath, and says times in the reader's own zone. Nothing starts by itself, and nothing sounds.
(() => {
  'use strict';

  const { find, all, on, say } = window.steps;
  const running = new WeakMap();

  const SMALL = { transform: 'scale(0.45)', easing: 'ease-in-out' };
  const LARGE = { transform: 'scale(1)', easing: 'ease-in-out' };

  function started(pace) {
    const moving = find('[data-moving]', pace);
    const { seconds, inhale, exhale } = pace.dataset;
    if (!inhale) {
      return moving.animate([{ transform: 'scaleX(0)' }, { transform: 'scaleX(1)' }], { duration: seconds * 1000, fill: 'both' });
    }
    const breath = Number(inhale) + Number(exhale);
    const frames = [SMALL, { ...LARGE, offset: inhale / breath }, SMALL];
    return moving.animate(frames, { duration: breath * 1000, iterations: Math.max(Math.ceil(seconds / breath), 1) });
  }

  // The words for what to do now, while the circle moves.
  function follow(pace, animation) {
    const { inhale, exhale } = pace.dataset;
    const phase = find('[data-phase]', pace);
    if (!phase) return;
    const words = () => {
      const into = (animation.currentTime / 1000) % (Number(inhale) + Number(exhale));
      const now = into < inhale ? phase.dataset.in : phase.dataset.out;
      if (phase.textContent !== now) phase.textContent = now;
    };
    words();
    const each = setInterval(() => { if (animation.playState === 'running') words(); }, 100);
    animation.finished.catch(() => {}).finally(() => { clearInterval(each); phase.textContent = ''; });
  }

  function show(pace, state) {
    pace.dataset.now = state;
    say(pace.dataset[state] ?? '');
  }

  function end(pace, pause) {
    const wasThere = document.activeElement === pause;
    show(pace, 'over');
    if (wasThere) find('[data-again-start]', pace).focus();
  }

  on('click', '[data-start]', (event, button) => {
    const pace = button.closest('[data-pace]');
    running.get(pace)?.cancel();
    const animation = started(pace);
    running.set(pace, animation);
    follow(pace, animation);
    show(pace, 'started');
    const pause = find('[data-pause]', pace);
    pause.textContent = pause.dataset.pauseWord;
    pause.focus();
    // A start that was cut short by another is no end.
    animation.finished.then(() => end(pace, pause), () => {});
  });

  on('click', '[data-pause]', (event, button) => {
    const pace = button.closest('[data-pace]');
    const animation = running.get(pace);
    if (!animation || animation.playState === 'finished') return;
    const isPaused = animation.playState === 'paused';
    if (isPaused) animation.play();
    else animation.pause();
    button.textContent = isPaused ? button.dataset.pauseWord : button.dataset.goOnWord;
    show(pace, isPaused ? 'started' : 'paused');
  });

  // ---------------------------------------------------------------- when a rest ends

  const WORDS = { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

  function tell(rest) {
    const time = find('time', rest);
    const at = new Date(time.dateTime);
    if (rest.dataset.rest === 'anywhere') time.textContent = at.toLocaleString(document.documentElement.lang, WORDS).replace(' at ', ', ');
    if (at > new Date()) return;
    for (const part of all('[data-before]', rest)) part.hidden = true;
    for (const part of all('[data-after]', rest)) part.hidden = false;
  }

  const tellAll = () => all('[data-rest]').forEach(tell);
  tellAll();
  document.addEventListener('htmx:after:swap', tellAll);
})();
