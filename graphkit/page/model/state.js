/* What the reader has set, and what follows from it for every fact and entity. */

/** The titles of the table's columns: `state.table.column` is a place in them. */
const TABLE_COLUMNS = ['Subject', 'Relation', 'Object', 'Stage', 'Date', 'By', 'Sources', 'Disputed'];

/**
 * @param {Object} model
 * @returns {Object} the settings with methods `compute` (fills view, shown, nodes) and `reset`
 */
function createState(model) {
  const state = {
    asOf: model.graph.asOf,
    knownBy: model.graph.knownBy,
    since: null,
    hidden: emptyFilters(),
    undated: true,
    disputed: true,
    hideInactive: false,
    /** What the dossier shows, {type, id}; null is the overview. */
    target: null,
    /** The place of the story's moment that is told, null outside the story. */
    moment: null,
    /** Whether the axis of time has even years. */
    even: false,
    table: { open: false, filter: '', column: 0, descending: false, shown: new Map() },
    /** The Set of the entities drawn and the one that the page opens with, null for all (focus.js). */
    focus: null,
    startFocus: model.focus ? new Set([model.focus.entity, ...model.focus.near]) : null,
    // What is worked out for a fact stands on the fact: a large Map would cost more than the rest.
    view: { get: (id) => model.facts.get(id)?.standing ?? null },
    shown: {
      get: (id) => model.facts.get(id)?.mode,
      values: () => Array.from(model.facts.values(), (fact) => fact.mode),
      * [Symbol.iterator]() { for (const fact of model.facts.values()) yield [fact.id, fact.mode]; },
    },
    nodes: new Map(),
  };
  if (state.startFocus) state.focus = new Set(state.startFocus);
  state.compute = () => computeView(model, state);
  state.reset = () => Object.assign(state, {
    hidden: emptyFilters(), undated: true, disputed: true, hideInactive: false, since: null,
  });
  return state;
}

/** @returns {Object<string, Set<string>>} the ids switched off, by legend group. */
function emptyFilters() {
  return { kinds: new Set(), relations: new Set(), stages: new Set(), sources: new Set() };
}

/**
 * @param {Object} fact
 * @param {?Object} standing the fact's state in the view
 * @returns {boolean} whether every filter lets the fact through
 */
function passes(model, state, fact, standing) {
  const { kinds, relations, stages, sources } = state.hidden;
  if (!state.undated && fact.undated) return false;
  if (!state.disputed && fact.disputes.length) return false;
  if (relations.size && relations.has(fact.relation)) return false;
  if (kinds.size) {
    if (kinds.has(model.entities.get(fact.subject).kind)) return false;
    if (fact.object && kinds.has(model.entities.get(fact.object).kind)) return false;
  }
  if (standing && stages.size && stages.has(standing.stage)) return false;
  if (sources.size && [...fact.sources].every((id) => sources.has(id))) return false;
  return true;
}

/**
 * Work out the view. A fact is 'on' (in the view), 'ghost' (not in it, remembered),
 * or 'off' (filtered out, or a ghost while inactive things are hidden).
 */
function computeView(model, state) {
  for (const entity of model.entities.values()) entity.isActive = false;
  for (const fact of model.facts.values()) {
    const standing = stateOf(model, fact, state.asOf, state.knownBy);
    fact.standing = standing;
    fact.mode = modeOf(model, state, fact, standing);
    if (fact.mode === 'on' && standing.group !== 'negative') for (const entity of fact.ends) entity.isActive = true;
  }
  for (const { id, kind } of model.network.nodes) {
    let mode = model.entities.get(id).isActive ? 'on' : 'ghost';
    if (state.hidden.kinds.has(kind) || (mode === 'ghost' && state.hideInactive)) mode = 'off';
    state.nodes.set(id, mode);
  }
}

/** @returns {'on'|'ghost'|'off'} how one fact is shown. */
function modeOf(model, state, fact, standing) {
  if (!passes(model, state, fact, standing)) return 'off';
  if (standing && fact.rank !== 'deprecated') return 'on';
  return state.hideInactive ? 'off' : 'ghost';
}

/** @returns {boolean} whether any filter or switch is off its start position. */
function isFiltered(state) {
  return !state.undated || !state.disputed || state.hideInactive || state.since !== null
    || Object.values(state.hidden).some((ids) => ids.size > 0);
}

/**
 * Facts of the view by legend group and id, counted before any filter.
 * @returns {Object<string, Map<string, number>>}
 */
function countView(model) {
  const tables = { kinds: model.kinds, relations: model.relations, stages: model.stages, sources: model.sources };
  for (const words of Object.values(tables)) for (const word of words.values()) word.inView = 0;
  for (const entity of model.entities.values()) entity.isCounted = false;
  for (const fact of model.facts.values()) {
    const { standing } = fact;
    if (!standing) continue;
    fact.word.inView += 1;
    standing.word.inView += 1;
    for (const source of fact.from) source.inView += 1;
    for (const entity of fact.ends) {
      if (entity.isCounted) continue;
      entity.isCounted = true;
      const kind = model.kinds.get(entity.kind);
      if (kind) kind.inView += 1;
    }
  }
  const counts = {};
  for (const [group, words] of Object.entries(tables)) counts[group] = new Map(Array.from(words, ([id, word]) => [id, word.inView]));
  return counts;
}
