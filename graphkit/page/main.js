/* Puts the parts together. One way only: a part changes the state or the choice, then `refresh`
   shows it everywhere. */

/**
 * Start the page.
 * @param {Object} raw the data, see data.js
 * @returns {Object} its model, state and renderer, for the console and for tests
 */
function startPage(raw) {
  const model = createModel(raw);
  const state = createState(model);
  let target = null;
  let asideTimer = null;

  /** Say something to screen readers, once things have come to rest. */
  const announce = (text) => {
    clearTimeout(asideTimer);
    asideTimer = setTimeout(() => { byId('live').textContent = text; }, 150);
  };

  createTheme(byId('theme-button'), () => {
    renderer.recolour();
    timebar.refresh();
  }, announce);
  fillKey(byId('key'), model);
  const renderer = createRenderer(byId('canvas'), model, {
    onClick: (found) => choose(found),
    onHover: () => {},
    headroom: () => byId('key').offsetHeight,
  });
  const sheets = createSheets(renderer);
  const dossier = createDossier(
    { body: byId('dossier-body'), back: byId('dossier-back'), home: byId('dossier-home') }, model, state, choose,
  );
  const legend = createLegend(byId('legend-body'), model, state, () => refresh({ say: true }));
  const table = createTable(byId('table-panel'), model, state, choose, announce);
  const timebar = createTimebar(model, state, ({ playing }) => refresh({ say: !playing }), () => {
    refresh({ say: false });
    if (state.since) choose({ type: 'changes', id: state.since });
    else if (target?.type === 'changes') choose(null);
  });
  createSearch(byId('search'), byId('search-list'), model, choose, announce);

  /** Choose what the dossier shows and the graph brings out; null for nothing. */
  function choose(next, back = false) {
    const same = next?.type === target?.type && next?.id === target?.id;
    target = next;
    dossier.show(target, back);
    const selection = selectionOf(model, state, target);
    renderer.select(selection);
    if (target) {
      sheets.open('dossier');
      if (target.type === 'entity') renderer.focus([target.id]);
      else if (target.type === 'fact') renderer.focus([...selection.entities]);
      if (!same) announce(targetWords(model, state, target));
    } else {
      announce('Selection cleared');
    }
  }

  /** Show the view of the present settings everywhere. */
  function refresh({ say }) {
    state.compute();
    if (target?.type === 'changes') renderer.select(selectionOf(model, state, target));
    renderer.setState(state);
    // The time bar measures itself: first, while nothing else has changed the page.
    timebar.refresh();
    legend.refresh();
    dossier.refresh();
    table.refresh();
    byId('view-line').textContent = viewWords(state);
    byId('reset').disabled = !isFiltered(state);
    if (say) {
      const active = [...state.shown.values()].filter((mode) => mode === 'on').length;
      announce(`${viewWords(state)}: ${countWords(active, 'fact')}`);
    }
  }

  byId('reset').addEventListener('click', () => {
    state.reset();
    if (target?.type === 'changes') choose(null);
    refresh({ say: true });
  });
  byId('zoom-in').addEventListener('click', () => renderer.zoom(1.35));
  byId('zoom-out').addEventListener('click', () => renderer.zoom(1 / 1.35));
  byId('fit').addEventListener('click', () => renderer.fit());
  byId('more').addEventListener('click', (event) => {
    const open = byId('time-extra').classList.toggle('open');
    event.currentTarget.setAttribute('aria-expanded', String(open));
  });
  byId('table-button').addEventListener('click', (event) => {
    const panel = byId('table-panel');
    panel.hidden = !panel.hidden;
    for (const id of ['graph', 'key', 'fit', 'zoom-in', 'zoom-out']) byId(id).hidden = !panel.hidden;
    event.currentTarget.setAttribute('aria-pressed', String(!panel.hidden));
    table.refresh();
  });
  watchKeyboard(byId('graph'), {
    renderer, model, state, choose, announce,
    current: () => target,
    open: () => {
      sheets.open('dossier', true);
      byId('dossier-body').focus();
    },
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') sheets.open('none');
  });

  refresh({ say: false });
  const asked = targetOf(model, location.hash);
  if (asked) choose(asked);
  return { model, state, renderer };
}

/** @returns {?{type: string, id: string}} the target that "#entity:kazakhstan" asks for, if there is one. */
function targetOf(model, hash) {
  const match = /^#(entity|fact|source|dispute):(.+)$/.exec(hash);
  if (!match) return null;
  const tables = { entity: model.entities, fact: model.facts, source: model.sources, dispute: model.disputes };
  try {
    const id = decodeURIComponent(match[2]);
    return tables[match[1]].has(id) ? { type: match[1], id } : null;
  } catch {
    return null;
  }
}

/** @returns {string} both clocks in words. */
function viewWords(state) {
  const known = state.knownBy === null ? '' : `, known by ${dayWords(state.knownBy)}`;
  return `As of ${dayWords(state.asOf)}${known}`;
}

/**
 * The part of the graph that a choice is about.
 * @returns {?{primary: ?string, entities: Set<string>, facts: Set<string>}}
 */
function selectionOf(model, state, target) {
  if (!target) return null;
  const facts = new Set();
  const entities = new Set();
  const add = (fact) => {
    facts.add(fact.id);
    entities.add(fact.subject);
    if (fact.object) entities.add(fact.object);
  };
  if (target.type === 'entity') {
    entities.add(target.id);
    model.entities.get(target.id).facts.forEach(add);
  } else if (target.type === 'fact') {
    add(model.facts.get(target.id));
  } else if (target.type === 'source') {
    model.sources.get(target.id).facts.forEach(add);
  } else if (target.type === 'changes') {
    const changes = changesBetween(model, ...[state.since, state.asOf].sort(), state.knownBy);
    [...changes.came, ...changes.changed, ...changes.went].forEach(add);
  } else {
    const dispute = model.disputes.get(target.id);
    for (const id of [...dispute.about, ...dispute.positions.flatMap((position) => position.facts)]) {
      if (model.facts.has(id)) add(model.facts.get(id));
      else entities.add(id);
    }
  }
  return { primary: target.type === 'entity' ? target.id : null, entities, facts };
}

/** @returns {string} what screen readers hear of a choice. */
function targetWords(model, state, target) {
  if (target.type === 'entity') {
    const entity = model.entities.get(target.id);
    const kind = labelOf(model.kinds, entity.kind);
    const active = entity.facts.filter((fact) => state.shown.get(fact.id) === 'on').length;
    return `${entity.name}, ${kind.toLowerCase()}, ${countWords(active, 'fact')} in the view`;
  }
  if (target.type === 'fact') {
    const fact = model.facts.get(target.id);
    const standing = state.view.get(fact.id);
    return [factSentence(model, fact), standing ? stageWords(model, standing) : 'not in the view'].filter(Boolean).join(', ');
  }
  if (target.type === 'source') return `Source: ${nameOf(model, target.id)}`;
  if (target.type === 'dispute') return `Dispute: ${model.disputes.get(target.id).question}`;
  return `Changed since ${dayWords(target.id)}`;
}

/**
 * On small screens legend and dossier are sheets that rise from below.
 * @returns {{open: function(string): void}}
 */
function createSheets(renderer) {
  const desk = byId('desk');
  const buttons = { legend: byId('open-legend'), dossier: byId('open-dossier') };
  const narrow = window.matchMedia('(max-width: 1080px)');
  const open = (name) => {
    const left = desk.dataset.sheet;
    // Focus must not be lost with the sheet it was in.
    if (left !== 'none' && left !== name && byId(left).contains(document.activeElement)) buttons[left].focus();
    desk.dataset.sheet = narrow.matches ? name : 'none';
    for (const [key, button] of Object.entries(buttons)) button.setAttribute('aria-expanded', String(desk.dataset.sheet === key));
    const sheet = desk.dataset.sheet === 'none' ? null : byId(name);
    const stage = byId('stage').getBoundingClientRect();
    renderer.cover(sheet ? Math.max(0, stage.bottom - sheet.getBoundingClientRect().top) : 0);
  };
  for (const [name, button] of Object.entries(buttons)) {
    button.addEventListener('click', () => open(desk.dataset.sheet === name ? 'none' : name));
  }
  for (const button of document.querySelectorAll('[data-close]')) button.addEventListener('click', () => open('none'));
  narrow.addEventListener('change', () => open('none'));
  return { open };
}

readData(byId('graph-data').textContent).then((raw) => { globalThis.graphkit = startPage(raw); });
