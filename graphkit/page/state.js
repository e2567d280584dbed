/* What the reader has set, and what follows from it for every fact and entity. */

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
    view: new Map(),
    shown: new Map(),
    nodes: new Map(),
  };
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
  if (relations.has(fact.relation)) return false;
  if (kinds.size) {
    if (kinds.has(model.entities.get(fact.subject).kind)) return false;
    if (fact.object && kinds.has(model.entities.get(fact.object).kind)) return false;
  }
  if (standing && stages.has(standing.stage)) return false;
  if (sources.size && [...fact.sources].every((id) => sources.has(id))) return false;
  return true;
}

/**
 * Work out the view. A fact is 'on' (in the view), 'ghost' (not in it, remembered),
 * or 'off' (filtered out, or a ghost while inactive things are hidden).
 */
function computeView(model, state) {
  state.view = viewAt(model, state.asOf, state.knownBy);
  state.shown = new Map();
  const active = new Set();
  for (const fact of model.facts.values()) {
    const standing = state.view.get(fact.id);
    const mode = modeOf(model, state, fact, standing);
    state.shown.set(fact.id, mode);
    if (mode === 'on' && standing.group !== 'negative') {
      active.add(fact.subject);
      if (fact.object) active.add(fact.object);
    }
  }
  state.nodes = new Map();
  for (const { id, kind } of model.network.nodes) {
    let mode = active.has(id) ? 'on' : 'ghost';
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
function countView(model, state) {
  const counts = { kinds: new Map(), relations: new Map(), stages: new Map(), sources: new Map() };
  const add = (map, id) => map.set(id, (map.get(id) ?? 0) + 1);
  const entities = new Set();
  for (const fact of model.facts.values()) {
    const standing = state.view.get(fact.id);
    if (!standing) continue;
    add(counts.relations, fact.relation);
    add(counts.stages, standing.stage);
    for (const id of fact.sources) add(counts.sources, id);
    entities.add(fact.subject);
    if (fact.object) entities.add(fact.object);
  }
  for (const id of entities) add(counts.kinds, model.entities.get(id).kind);
  return counts;
}
