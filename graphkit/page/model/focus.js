/* Which entities are drawn. A small graph is drawn whole. A large one opens on a focus, an entity
   and its most telling neighbours, and grows from there as the reader asks: `state.focus` is the
   Set of the entities drawn, null for all. Tables, dossiers, filters and counts always tell all. */

/** Neighbours that come at a time, and with an entity that a search or a link brings in. */
const GROWTH = 20;
const COMPANY = 8;
/** No two marks stand nearer, in the units of the layout: CLEARANCE of graphkit/layout.py. */
const CLEARANCE = 80;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** Neighbours that pull on a mark which finds its place, as in graphkit/projections/focus.py. */
const STRONGEST = 3;

/**
 * The neighbours of an entity, the most telling first: those with most facts between the two, then
 * those with most facts, as graphkit/projections/focus.py has it.
 * @returns {Array<string>} worked out once, also for who has none
 */
function neighboursOf(model, id) {
  const entity = model.entities.get(id);
  if (entity.neighbours) return entity.neighbours;
  if (!model.tieCounts) {
    model.tieCounts = new Map();
    for (const { from, to } of model.network.edges) {
      if (from === to) continue;
      for (const end of [from, to]) model.tieCounts.set(end, (model.tieCounts.get(end) ?? 0) + 1);
    }
  }
  const between = new Map();
  for (const fact of entity.facts) {
    const other = fact.drawn && otherEnd(fact, id);
    if (other && other !== id) between.set(other, (between.get(other) ?? 0) + 1);
  }
  const rank = (one, other) => between.get(other) - between.get(one)
    || model.tieCounts.get(other) - model.tieCounts.get(one) || (one < other ? -1 : 1);
  entity.neighbours = [...between.keys()].sort(rank);
  return entity.neighbours;
}

/** @returns {Array<string>} the neighbours of an entity that are not drawn, the most telling first. */
function hiddenNeighbours(model, state, id) {
  return state.focus ? neighboursOf(model, id).filter((other) => !state.focus.has(other)) : [];
}

/**
 * Places of what is drawn. In a large graph a focus has places of its own; what grows stands beside
 * its neighbours at the nearest free spot, by the rule of graphkit/layout.py, and stays there.
 * @param {Object} model
 * @returns {function(?Set<string>): Array<Object>} gives the nodes {id, x, y, kind, label} to draw
 */
function createPlaces(model) {
  const known = new Map(Object.entries(model.focus?.places ?? {}).map(([id, [x, y]]) => [id, { x, y }]));
  const isOwn = known.size > 0;
  const start = new Set(known.keys());
  return (focus) => {
    const { nodes, byId: all } = model.network;
    if (!focus) return nodes;
    const drawn = [...focus].filter((id) => all.has(id));
    if (!isOwn) return drawn.map((id) => all.get(id));
    const taken = createTaken();
    const placed = new Map();
    const put = (id, spot) => {
      taken.add(spot);
      placed.set(id, spot);
      known.set(id, spot);
    };
    // First what has a place, the start before all others: nothing moves that the reader has seen.
    for (const id of drawn) if (start.has(id)) put(id, known.get(id));
    for (const id of drawn) if (!placed.has(id) && known.has(id) && taken.isFree(known.get(id))) put(id, known.get(id));
    for (const id of drawn) {
      if (placed.has(id)) continue;
      const anchors = neighboursOf(model, id).filter((other) => placed.has(other)).slice(0, STRONGEST).map((other) => placed.get(other));
      put(id, taken.spotNear(middleOf(anchors.length ? anchors : [...placed.values()])));
    }
    return drawn.map((id) => ({ ...all.get(id), ...placed.get(id) }));
  };
}

/** @returns {{x: number, y: number}} the middle of some points; the origin where there are none. */
function middleOf(points) {
  const sum = (axis) => points.reduce((total, point) => total + point[axis], 0) / Math.max(points.length, 1);
  return { x: sum('x'), y: sum('y') };
}

/** @returns {{add: function(Object), isFree: function(Object): boolean, spotNear: function(Object): Object}} spots on a grid */
function createTaken() {
  const cells = new Map();
  const key = (column, row) => `${column} ${row}`;
  const cellOf = ({ x, y }) => [Math.floor(x / CLEARANCE), Math.floor(y / CLEARANCE)];
  const isFree = (spot) => {
    const [column, row] = cellOf(spot);
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        for (const other of cells.get(key(column + dx, row + dy)) ?? []) {
          if (Math.hypot(other.x - spot.x, other.y - spot.y) < CLEARANCE) return false;
        }
      }
    }
    return true;
  };
  return {
    isFree,
    add(spot) {
      const cell = key(...cellOf(spot));
      if (!cells.has(cell)) cells.set(cell, []);
      cells.get(cell).push(spot);
    },
    /** The nearest free spot, along a spiral that has no end (Vogel's model). */
    spotNear({ x, y }) {
      for (let turn = 0; ; turn += 1) {
        const [radius, angle] = [CLEARANCE / 2 * Math.sqrt(turn), turn * GOLDEN_ANGLE];
        const spot = { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
        if (isFree(spot)) return spot;
      }
    },
  };
}

/** @returns {Array<string>} the entities that have to be drawn for a choice to be seen. */
function endsOf(model, target) {
  if (target?.type === 'entity') return [target.id];
  const ends = target?.type === 'fact' ? [model.facts.get(target.id).subject, model.facts.get(target.id).object]
    : target?.type === 'pair' ? model.pairs.get(target.id).ends : [];
  return ends.filter(Boolean);
}

/**
 * What the reader does with the focus, and the line that says what is drawn.
 * @param {HTMLElement} stage gets the line
 * @param {Object} model
 * @param {Object} state
 * @param {{changed: function(), announce: function(string)}} parts `changed` is called after other
 *   entities are to be drawn
 * @returns {Object} height, refresh, bring, grow, growth, isolate
 */
function createFocus(stage, model, state, { changed, announce }) {
  const words = element('p', {});
  const all = element('button', { type: 'button', 'aria-pressed': 'false', on: { click: toggleAll } }, 'Show all');
  const restart = element('button', { type: 'button', on: { click: () => setFocus(new Set(state.startFocus)) } }, 'First view');
  const panel = element('div', { class: 'drawn', role: 'group', 'aria-label': 'What is drawn', hidden: true }, words, all, restart);
  stage.append(panel);
  if (state.startFocus) byId('graph-help').append(' N adds neighbours of the selected entity.');
  let last = null;

  function countDrawn() {
    const { size } = model.network.byId;
    const drawn = [...state.focus ?? []].filter((id) => model.network.byId.has(id)).length;
    return state.focus ? `${numberWords(drawn)} of ${countWords(size, 'entity')} drawn` : `All ${countWords(size, 'entity')} drawn`;
  }

  function setFocus(next) {
    if (state.focus) last = state.focus;
    state.focus = next;
    changed();
    announce(countDrawn());
  }

  function toggleAll() {
    setFocus(state.focus ? null : last ?? new Set(state.startFocus));
  }

  return {
    /** @returns {number} pixels of the stage that the line covers. */
    height: () => panel.offsetHeight,
    /** Say what is drawn. */
    refresh() {
      panel.hidden = !state.focus && !state.startFocus;
      if (panel.hidden) return;
      words.textContent = countDrawn();
      all.setAttribute('aria-pressed', String(!state.focus));
      restart.hidden = !state.startFocus || !state.focus
        || (state.focus.size === state.startFocus.size && [...state.startFocus].every((id) => state.focus.has(id)));
    },
    /**
     * Draw what a choice is about, an entity with its most telling neighbours.
     * @returns {boolean} whether something came
     */
    bring(target) {
      const missing = state.focus ? endsOf(model, target).filter((id) => model.network.byId.has(id) && !state.focus.has(id)) : [];
      if (!missing.length) return false;
      for (const id of missing) state.focus.add(id);
      if (target.type === 'entity') {
        for (const id of hiddenNeighbours(model, state, target.id).slice(0, COMPANY)) state.focus.add(id);
      }
      return true;
    },
    /** @returns {?{hidden: number, next: number, drawn: number}} what could grow on an entity; null where all is drawn. */
    growth(id) {
      const hidden = hiddenNeighbours(model, state, id).length;
      if (!state.focus) return null;
      return { hidden, next: Math.min(hidden, GROWTH), drawn: neighboursOf(model, id).length - hidden };
    },
    /** Draw the next neighbours of an entity. */
    grow(id) {
      const next = hiddenNeighbours(model, state, id).slice(0, GROWTH);
      if (!next.length) {
        announce(state.focus ? `All neighbours of ${nameOf(model, id)} are drawn` : 'Everything is drawn');
        return;
      }
      if (model.network.byId.has(id)) state.focus.add(id);
      for (const other of next) state.focus.add(other);
      changed();
      announce(`${countWords(next.length, 'neighbour')} of ${nameOf(model, id)} added, ${countDrawn()}`);
    },
    /** Draw nothing but an entity and its most telling neighbours. */
    isolate(id) {
      setFocus(new Set([id, ...neighboursOf(model, id).slice(0, MOST_NEAR)]));
    },
  };
}

/** As many neighbours as the page opens with: NEIGHBOURS of graphkit/projections/focus.py. */
const MOST_NEAR = 40;

/** @returns {?Array<HTMLElement>} how much of an entity's neighbourhood is drawn, and what brings more of it. */
function growthView({ focus }, entity) {
  const growth = focus?.growth(entity.id);
  if (!growth || growth.hidden + growth.drawn === 0) return null;
  const { hidden, next, drawn } = growth;
  return [
    element('p', { class: 'aside growth' }, hidden
      ? `${numberWords(drawn)} of its ${countWords(hidden + drawn, 'neighbour')} are drawn.`
      : `All of its ${countWords(drawn, 'neighbour')} are drawn.`),
    element('p', { class: 'growth-buttons' },
      hidden ? element('button', { type: 'button', id: 'grow', on: { click: () => focus.grow(entity.id) } },
        `Show ${next} more ${next === 1 ? 'neighbour' : 'neighbours'}`) : null,
      element('button', { type: 'button', class: 'quiet', on: { click: () => focus.isolate(entity.id) } }, 'Only this and its neighbours')),
  ];
}

/** @returns {?Array<HTMLElement>} how to read a picture of a part, where the page opens on one. */
function largeGuide({ state }) {
  if (!state.startFocus) return null;
  return [
    ...(state.focus ? ['Not all entities are drawn. A plus at a mark: it has neighbours that are not; double click, or choose it and press n, to add some. Search finds all.'] : []),
    'A number on a line: so many facts, which a click lists. Where lines crowd, all but the strongest are pale.',
  ].map((text) => element('li', {}, text));
}

/** A small plus at a mark's shoulder: it has neighbours that are not drawn. */
function drawMore(context, x, y, radius, { paper, muted }) {
  const [left, top] = [x + radius * 0.75 + 2, y - radius * 0.75 - 2];
  context.lineCap = 'butt';
  for (const [colour, width, reach] of [[paper, 4, 4.5], [muted, 1.4, 3.5]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(left - reach, top);
    context.lineTo(left + reach, top);
    context.moveTo(left, top - reach);
    context.lineTo(left, top + reach);
    context.stroke();
  }
}
