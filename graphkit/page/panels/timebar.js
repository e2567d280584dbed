/* The two clocks: As of steps from change to change (or along even years), Known by from
   publication to publication. */

const PLAY_PACE = 900;
const THUMB = 8;

/**
 * @param {Object} model
 * @param {Object} state
 * @param {function({playing: boolean}): void} changed called after a clock moved
 * @param {function(): void} sinceChanged called after "Changed since" was set or cleared
 * @param {function(): void} axisChanged called after the axis got even years or lost them
 * @returns {{refresh: function(): void, stop: function(): void}} `stop` ends playing
 */
function createTimebar(model, state, changed, sinceChanged, axisChanged) {
  const days = model.days.asOf.length ? model.days.asOf : [state.asOf];
  const known = [...model.days.knownBy, null];
  const [slider, date, play] = [byId('as-of'), byId('date'), byId('play')];
  const [knownSlider, since, error, linear] = [byId('known-by'), byId('since'), byId('time-error'), byId('linear')];
  const perDay = countChanges(model, days);
  let timer = null;

  const first = dayNumber(days[0]);
  const span = Math.max(1, dayNumber(days.at(-1)) - first);
  const position = (day) => (state.even ? Math.min(span, Math.max(0, dayNumber(day) - first)) : Math.max(0, lastIndexUpTo(days, day)));
  const dayAt = (value) => (state.even ? dayOfNumber(first + value) : days[value]);

  const move = (day, playing = false) => {
    state.asOf = day;
    changed({ playing });
  };
  const step = (by) => {
    const index = lastIndexUpTo(days, state.asOf);
    // Standing between two change days, a step back goes to the one just passed.
    const target = by < 0 && days[index] !== state.asOf ? index : index + by;
    if (target >= 0 && target < days.length) move(days[target], timer !== null);
    return target < days.length - 1;
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.setAttribute('aria-pressed', 'false');
  };
  const fail = (input, message) => {
    input.setAttribute('aria-invalid', 'true');
    error.textContent = message;
  };
  const pass = (input) => {
    input.removeAttribute('aria-invalid');
    error.textContent = '';
  };
  const HINT = 'Write a day as 2025-11-06, a month as 2025-11 or a year as 2025.';

  slider.addEventListener('input', () => {
    stop();
    move(dayAt(Number(slider.value)));
  });
  byId('previous').addEventListener('click', () => { stop(); step(-1); });
  byId('next').addEventListener('click', () => { stop(); step(1); });
  play.addEventListener('click', () => {
    if (timer !== null) {
      stop();
      changed({ playing: false });
      return;
    }
    play.setAttribute('aria-pressed', 'true');
    if (lastIndexUpTo(days, state.asOf) >= days.length - 1) move(days[0], true);
    timer = setInterval(() => {
      if (step(1)) return;
      stop();
      changed({ playing: false });
    }, PLAY_PACE);
  });
  date.addEventListener('change', () => {
    const day = typedDay(date.value);
    if (!day) {
      fail(date, `“${date.value}” is not a day. ${HINT}`);
      return;
    }
    pass(date);
    stop();
    move(day);
  });
  since.addEventListener('change', () => {
    const day = typedDay(since.value);
    if (!day && since.value.trim()) {
      fail(since, `“${since.value}” is not a day. ${HINT}`);
      return;
    }
    pass(since);
    state.since = day;
    sinceChanged();
  });
  knownSlider.addEventListener('input', () => {
    state.knownBy = known[Number(knownSlider.value)];
    changed({ playing: false });
  });
  linear.addEventListener('click', () => {
    state.even = !state.even;
    refresh();
    axisChanged();
  });
  for (const input of [date, since]) {
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') input.dispatchEvent(new Event('change'));
    });
  }
  new ResizeObserver(() => drawChart()).observe(slider);

  function drawChart() {
    const most = Number(slider.max || 1);
    const placeOf = (index) => (state.even ? position(days[index]) : index);
    drawHistogram(byId('histogram'), perDay.map((count, index) => ({
      count, at: placeOf(index) / most, past: days[index] <= state.asOf,
    })), state.even);
    drawTicks(byId('ticks'), days.map((day, index) => ({ day, at: placeOf(index) / most })), state.even, days);
  }

  function refresh() {
    slider.max = String(state.even ? span : days.length - 1);
    slider.value = String(position(state.asOf));
    slider.setAttribute('aria-valuetext', dayWords(state.asOf));
    if (document.activeElement !== date || typedDay(date.value)) {
      date.value = state.asOf;
      pass(date);
    }
    since.value = state.since ?? (document.activeElement === since ? since.value : '');
    const at = state.knownBy === null ? known.length - 1 : Math.max(0, lastIndexUpTo(model.days.knownBy, state.knownBy));
    knownSlider.max = String(known.length - 1);
    knownSlider.value = String(at);
    const text = state.knownBy === null ? 'everything' : dayWords(state.knownBy);
    knownSlider.setAttribute('aria-valuetext', text);
    byId('known-by-text').textContent = text;
    linear.setAttribute('aria-checked', String(state.even));
    drawChart();
  }
  return { refresh, stop };
}

/** @returns {Array<number>} how many facts change on each of the days. */
function countChanges(model, days) {
  const counts = new Map(days.map((day) => [day, 0]));
  for (const fact of model.facts.values()) {
    for (const [day] of entriesOf(fact, null)) if (counts.has(day)) counts.set(day, counts.get(day) + 1);
  }
  return [...counts.values()];
}

/** @returns {{context: CanvasRenderingContext2D, width: number, height: number}} a clean sheet in pixels. */
function cleanSheet(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  return { context, width, height };
}

/** Bars over the slider: one for each change day, as high as facts change on it. */
function drawHistogram(canvas, bars, even) {
  const { context, width, height } = cleanSheet(canvas);
  const { ink, edge } = readPalette([]);
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const room = (width - 2 * THUMB) / Math.max(1, bars.length - 1);
  const thick = even ? 2 : Math.min(14, Math.max(1, room * 0.62));
  for (const { count, at, past } of bars) {
    const tall = count ? Math.max(2, Math.sqrt(count / most) * (height - 2)) : 0;
    context.fillStyle = past ? ink : edge;
    context.globalAlpha = past ? 1 : 0.6;
    context.fillRect(THUMB + at * (width - 2 * THUMB) - thick / 2, height - tall, thick, tall);
  }
}

/** Days under the slider, as many as find room: the year where it changes, else the day. */
function drawTicks(canvas, marks, even, days) {
  const { context, width, height } = cleanSheet(canvas);
  const palette = readPalette([]);
  context.font = `11.5px ${FAMILY}`;
  context.fillStyle = palette.muted;
  context.textBaseline = 'bottom';
  const lastYear = days.at(-1).slice(0, 4);
  const taken = [];
  const put = (text, at) => {
    const wide = context.measureText(text).width;
    const left = Math.min(width - wide, Math.max(0, THUMB + at * (width - 2 * THUMB) - wide / 2));
    if (taken.some(([from, to]) => left < to + 8 && left + wide > from - 8)) return;
    taken.push([left, left + wide]);
    context.fillText(text, left, height);
  };
  const shortDay = (day) => `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1].slice(0, 3)}`;
  const newYears = marks.filter(({ day }, index) => index === 0 || marks[index - 1].day.slice(0, 4) !== day.slice(0, 4));
  if (marks.length) put(marks[0].day.slice(0, 4), marks[0].at);
  if (marks.length > 1) put(even ? lastYear : shortDay(marks.at(-1).day), marks.at(-1).at);
  for (const { day, at } of [...newYears].reverse()) put(day.slice(0, 4), at);
  if (!even) for (const { day, at } of marks) if (day.slice(0, 4) === lastYear) put(shortDay(day), at);
}
