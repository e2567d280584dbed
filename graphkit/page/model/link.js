/* The link: the whole state of the page in its address, behind the "#".

   First, where it is not the usual one, what the dossier shows: entity:ID, fact:ID, source:ID,
   dispute:ID, pair:ID~ID, `overview`, or `changes` for the list since a revision. Then &key=value. What is as
   the page opens it, or as its moment sets it, is left out:

     moment=2            the second moment of the story; it sets day, known-by and dossier
     as-of=DAY           known-by=DAY or known-by=everything      since=DAY
     off=GROUP.ID,…      what the legend leaves out               undated=0 disputed=0 inactive=0
     view=table          filter=WORDS   sort=COLUMN or sort=-COLUMN (descending)
     axis=even           focus=ID,… or all=1 (which entities a large page shows)
     camera=X,Y,ZOOM     edition=HEX (what the page told when the link was copied)

   Texts are percent-encoded. Whatever a link asks for that is not there is left out and named. */

const LINK_TARGETS = { entity: 'entities', fact: 'facts', source: 'sources', dispute: 'disputes', pair: 'pairs' };
const MOST_NAMED = 4;

/** @returns {Object} how the page stands before a link says more: as it opens, or as a moment sets it. */
function plainSettings(model, moment) {
  const told = moment === null ? null : momentView(model, model.moments[moment]);
  return {
    asOf: told?.asOf ?? model.graph.asOf, knownBy: told ? told.knownBy : model.graph.knownBy,
    moment, since: null, hidden: emptyFilters(), undated: true, disputed: true, hideInactive: false,
    table: { open: false, filter: '', column: 0, descending: false }, even: false,
    focus: undefined, camera: null, edition: null,
  };
}

/** @returns {?Object} what the dossier shows where a link does not say: changes, a moment's focus, the overview. */
function plainTarget(model, { since, moment }) {
  if (since) return { type: 'changes', id: since };
  return moment === null ? null : momentView(model, model.moments[moment]).target;
}

/** @returns {boolean} whether two targets are one. */
function isSameTarget(one, other) {
  return one?.type === other?.type && one?.id === other?.id;
}

// ------------------------------------------------------------------------ writing

/**
 * Write the state as the fragment of an address, without "#".
 * @param {Object} model
 * @param {Object} state
 * @param {?Object} camera as the renderer gives it
 * @param {?string} edition named where it is not null
 * @returns {string}
 */
function writeLink(model, state, camera, edition) {
  const plain = plainSettings(model, state.moment);
  const parts = [];
  const put = (key, value) => parts.push(`${key}=${value}`);
  if (!isSameTarget(state.target, plainTarget(model, state))) parts.push(targetText(state.target));
  if (state.moment !== null) put('moment', state.moment + 1);
  if (state.asOf !== plain.asOf) put('as-of', state.asOf);
  if (state.knownBy !== plain.knownBy) put('known-by', state.knownBy ?? 'everything');
  if (state.since) put('since', state.since);
  const off = Object.entries(state.hidden).flatMap(([group, ids]) => [...ids].sort().map((id) => `${group}.${encodeText(id)}`));
  if (off.length) put('off', off.join(','));
  if (!state.undated) put('undated', 0);
  if (!state.disputed) put('disputed', 0);
  if (state.hideInactive) put('inactive', 0);
  if (state.table.open) put('view', 'table');
  if (state.table.filter) put('filter', encodeText(state.table.filter));
  if (state.table.column || state.table.descending) {
    put('sort', (state.table.descending ? '-' : '') + TABLE_COLUMNS[state.table.column].toLowerCase());
  }
  if (state.even) put('axis', 'even');
  parts.push(...focusParts(state));
  if (camera) put('camera', [camera.x.toFixed(1), camera.y.toFixed(1), Number(camera.zoom.toPrecision(4))].join(','));
  if (edition) put('edition', edition);
  return parts.join('&');
}

/** @returns {string} a target as it stands first in a link. */
function targetText(target) {
  if (!target) return 'overview';
  return Object.hasOwn(LINK_TARGETS, target.type) ? `${target.type}:${encodeText(target.id)}` : 'changes';
}

/** @returns {Array<string>} which entities are shown, where it is not as the page opens; in the order in which they came, as their places depend on it. */
function focusParts({ focus, startFocus }) {
  if (!focus) return startFocus ? ['all=1'] : [];
  const same = startFocus && focus.size === startFocus.size && [...focus].every((id) => startFocus.has(id));
  return same ? [] : [`focus=${[...focus].map(encodeText).join(',')}`];
}

/** @returns {string} percent-encoded, also what mail programs take for the end of a link. */
function encodeText(text) {
  // Half a character has no encoding; an input may hold one.
  const whole = text.replace(/\p{Surrogate}/gu, '\ufffd');
  return encodeURIComponent(whole).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

// ------------------------------------------------------------------------ reading

/**
 * Read the fragment of an address. Nothing in it can make this fail.
 * @param {Object} model
 * @param {string} fragment without "#"
 * @returns {{settings: Object, target: ?Object, refused: Array<string>}} `focus` is a Set of ids,
 *   null for all, undefined for what the page opens with; `refused` names what was left out
 */
function readLink(model, fragment) {
  const refused = [];
  const given = new Map();
  let target;
  fragment.split('&').forEach((part, place) => {
    if (!part) return;
    const asked = place === 0 ? readTarget(model, part) : undefined;
    if (asked !== undefined) {
      if (asked === false) refused.push(quoted(part));
      else target = asked;
      return;
    }
    const [, key, value] = /^([a-z-]+)=(.*)$/s.exec(part) ?? [];
    if (!Object.hasOwn(LINK_READERS, key ?? '')) refused.push(quoted(part));
    else if (given.has(key)) refused.push(`${key} given again`);
    else given.set(key, value);
  });
  const take = (key) => {
    const read = LINK_READERS[key](model, given.get(key), (item) => refused.push(`${key} ${quoted(item)}`));
    if (read === undefined) refused.push(`${key} ${quoted(given.get(key))}`);
    return read;
  };
  // The moment first: it sets what the others then change.
  const moment = given.has('moment') ? take('moment') ?? null : null;
  const settings = plainSettings(model, moment);
  for (const key of given.keys()) {
    if (key === 'moment') continue;
    const { rows, ...others } = take(key) ?? {};
    Object.assign(settings, others);
    Object.assign(settings.table, rows);
  }
  return { settings, target: target === undefined ? plainTarget(model, settings) : target, refused };
}

/** @returns {?Object|undefined|false} null for the overview, undefined where it is no target, false for an unknown one. */
function readTarget(model, part) {
  const text = decoded(part);
  if (text === 'overview') return null;
  if (text === 'changes') return model.changes ? { type: 'edition', id: model.changes.commit } : false;
  const [, type, id] = /^(entity|fact|source|dispute|pair):(.+)$/s.exec(text ?? '') ?? [];
  if (!type) return undefined;
  return model[LINK_TARGETS[type]].has(id) && { type, id };
}

/**
 * What each key sets. A reader gets the model, the raw value and what to call for each item of a
 * list that is unknown; it returns settings, or undefined where it takes nothing.
 */
const LINK_READERS = {
  moment(model, value) {
    const moment = /^\d{1,6}$/.test(value) ? Number(value) - 1 : -1;
    return moment in model.moments ? moment : undefined;
  },
  'as-of': (model, value) => settingOf('asOf', parseDay(value)),
  'known-by': (model, value) => (value === 'everything' ? { knownBy: null } : settingOf('knownBy', parseDay(value))),
  since: (model, value) => settingOf('since', parseDay(value)),
  off(model, value, refuse) {
    const hidden = emptyFilters();
    for (const item of value.split(',')) {
      const [, group, raw] = /^([a-z]+)\.(.+)$/s.exec(item) ?? [];
      const id = decoded(raw ?? '');
      if (Object.hasOwn(hidden, group ?? '') && model[group].has(id)) hidden[group].add(id);
      else refuse(item);
    }
    return { hidden };
  },
  undated: (model, value) => oneOf(value, { 0: { undated: false }, 1: {} }),
  disputed: (model, value) => oneOf(value, { 0: { disputed: false }, 1: {} }),
  inactive: (model, value) => oneOf(value, { 0: { hideInactive: true }, 1: {} }),
  view: (model, value) => oneOf(value, { table: { rows: { open: true } }, graph: {} }),
  filter: (model, value) => rowsOf('filter', decoded(value)),
  sort(model, value) {
    const column = TABLE_COLUMNS.findIndex((title) => title.toLowerCase() === value.replace(/^-/, ''));
    return column < 0 ? undefined : { rows: { column, descending: value.startsWith('-') } };
  },
  axis: (model, value) => oneOf(value, { even: { even: true }, steps: {} }),
  focus(model, value, refuse) {
    const focus = new Set();
    for (const item of value.split(',')) {
      const id = decoded(item);
      if (model.entities.has(id)) focus.add(id);
      else refuse(item);
    }
    return focus.size ? { focus } : {};
  },
  all: (model, value) => oneOf(value, { 1: { focus: null } }),
  camera(model, value) {
    const numbers = /^-?\d[\d.e+-]*(,-?\d[\d.e+-]*){2}$/.test(value) ? value.split(',').map(Number) : [];
    const [x, y, zoom] = numbers;
    const sane = numbers.length === 3 && Math.abs(x) < 1e7 && Math.abs(y) < 1e7 && zoom > 1e-4 && zoom < 1e4;
    return sane ? { camera: { x, y, zoom } } : undefined;
  },
  edition: (model, value) => (/^[0-9a-f]{10}$/.test(value) ? { edition: value } : undefined),
};

/** @returns {Object|undefined} one setting, where it has a value. */
function settingOf(name, value) {
  return value ? { [name]: value } : undefined;
}

/** @returns {Object|undefined} one setting of the table, where it has a value. */
function rowsOf(name, value) {
  return value === null ? undefined : { rows: { [name]: value } };
}

/** @returns {Object|undefined} the settings that belong to a word. */
function oneOf(word, settings) {
  return Object.hasOwn(settings, word) ? settings[word] : undefined;
}

/** @returns {?string} the text behind percent signs, null where they are broken. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** @returns {string} a piece of a link short enough to be named. */
function quoted(text) {
  const plain = decoded(text.slice(0, 200)) ?? text;
  return `“${plain.length > 40 ? `${plain.slice(0, 40)}…` : plain}”`;
}

/** @returns {string} what was left out of a link, in one sentence. */
function refusedWords(refused) {
  const rest = refused.length - MOST_NAMED;
  const named = [...refused.slice(0, MOST_NAMED), ...(rest > 0 ? [`${rest.toLocaleString('en')} more`] : [])];
  return `The link asks for something that this page does not have, so it was left out: ${named.join(', ')}.`;
}
