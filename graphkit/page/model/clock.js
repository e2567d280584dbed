/* The view rule is Python's; each fact brings its change days, and the page only looks them up.
   What stands in a life is told in data.js. */

/**
 * The lines that count when only what was public by a day is known.
 * @param {Object} fact
 * @param {?string} knownBy ISO day, or null for everything
 * @returns {Array} rows [day, stage, certain, holds, label, record], ascending
 */
function entriesOf(fact, knownBy) {
  if (knownBy === null) return fact.life.length ? fact.life[0][1] : [];
  for (let index = fact.life.length - 1; index > 0; index -= 1) {
    if (fact.life[index][0] <= knownBy) return fact.life[index][1];
  }
  return [];
}

/**
 * Where a fact stands in a view.
 * @param {Object} model
 * @param {Object} fact
 * @param {string} asOf ISO day
 * @param {?string} knownBy ISO day or null
 * @returns {?{stage: string, group: string, certain: boolean, holds: boolean, label: string,
 *   record: Object, word: Object}} null when it is not in the view; the record is the stage it rests
 *   on, the word that of the vocabulary; one object for each row of a life
 */
function stateOf(model, fact, asOf, knownBy) {
  const entries = entriesOf(fact, knownBy);
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle][0] <= asOf) low = middle + 1;
    else high = middle;
  }
  if (!low) return null;
  const row = entries[low - 1];
  if (row.length === 6) {
    const [, stage, certain, holds, label, record] = row;
    const word = model.stages.get(stage);
    row.push({ stage, group: word.group, certain, holds, label, record, word });
  }
  return row[6];
}

/**
 * What came, changed and went between two days.
 * @returns {{came: Array, changed: Array, went: Array}} facts; what went is closed or set aside
 */
function changesBetween(model, since, asOf, knownBy) {
  const changes = { came: [], changed: [], went: [] };
  const stands = (state) => Boolean(state) && state.group !== 'closed' && state.group !== 'negative';
  for (const fact of model.facts.values()) {
    const before = stateOf(model, fact, since, knownBy);
    const after = stateOf(model, fact, asOf, knownBy);
    if (before?.stage === after?.stage && before?.certain === after?.certain) continue;
    if (!stands(before) && stands(after)) changes.came.push(fact);
    else if (stands(before) && !stands(after)) changes.went.push(fact);
    else changes.changed.push(fact);
  }
  return changes;
}

/**
 * Read a typed day: a day, a month (its last day) or a year (its last day).
 * @param {string} text
 * @returns {?string} ISO day, or null when it is none
 */
function parseDay(text) {
  const match = /^\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\s*$/.exec(text);
  if (!match || match[1] === '0000') return null;
  const year = Number(match[1]);
  const month = match[2] === undefined ? 12 : Number(match[2]);
  if (month < 1 || month > 12) return null;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  const day = match[3] === undefined ? last : Number(match[3]);
  if (day < 1 || day > last) return null;
  return [match[1], String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

/**
 * Read a day as people type it: as parseDay has it, or with the month's name, as the page prints it.
 * @param {string} text "7 November 2025", "Nov 7, 2025", "November 2025"
 * @returns {?string} ISO day, or null when it is none
 */
function typedDay(text) {
  const spelt = /^\s*(\d{1,2} )?([a-z]{3,9})\.?,? (?:(\d{1,2}),? )?(\d{4})\s*$/i.exec(text.replace(/\s+/g, ' '));
  if (!spelt) return parseDay(text);
  const [, before, name, after, year] = spelt;
  const month = MONTHS.findIndex((one) => one.toLowerCase().startsWith(name.toLowerCase())) + 1;
  if (!month || (before && after)) return null;
  const parts = [month, before ?? after].filter(Boolean).map((part) => String(part).trim().padStart(2, '0'));
  return parseDay([year, ...parts].join('-'));
}

/** @returns {number} index of the last of the sorted days that is not after `day`, or -1. */
function lastIndexUpTo(days, day) {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** @returns {number} days since 1970-01-01, for the even axis. */
function dayNumber(day) {
  const date = new Date(0);
  date.setUTCFullYear(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
  return Math.round(date.getTime() / 86400000);
}

/** @returns {string} the ISO day of a day number. */
function dayOfNumber(number) {
  const date = new Date(number * 86400000);
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  return `${year}-${String(date.getUTCMonth() + 1).padStart(2, '0')}-${String(date.getUTCDate()).padStart(2, '0')}`;
}
