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
  const memory = createMemory(model);
  /** The edition that the link names which was opened, and what has changed since it or the last copied one. */
  let linked = null;
  let news = null;
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
    onGrow: (id) => focus.grow(id),
    onCamera: () => address.follow(),
    headroom: () => byId('key').offsetHeight,
    footroom: () => focus?.height() ?? 0,
  });
  const focus = createFocus(byId('stage'), model, state, { changed: () => refresh({ say: false }), announce });
  const sheets = createSheets(renderer);
  const dossier = createDossier(
    { body: byId('dossier-body'), back: byId('dossier-back'), home: byId('dossier-home') }, model, state, choose,
    { tell: (place) => startStory(place), news: () => news, cite: (fact) => cite.open(fact), focus },
  );
  const story = createStory(byId('dossier-body'), model, state, {
    changed: (next) => {
      refresh({ say: false });
      choose(next);
    },
    open: () => sheets.open('dossier'),
    announce,
  });
  const legend = createLegend(byId('legend-body'), model, state, () => refresh({ say: true }));
  const table = createTable(byId('table-panel'), model, state, choose, announce, () => address.follow());
  const timebar = createTimebar(model, state, ({ playing }) => refresh({ say: !playing }), () => {
    refresh({ say: false });
    if (state.since) choose({ type: 'changes', id: state.since });
    else if (state.target?.type === 'changes') choose(null);
  }, () => address.follow());
  const note = createNote(byId('link-note'));
  const address = createAddress(state, {
    write: () => writeLink(model, state, renderer.camera(), linked),
    open: openLink,
  });
  const cite = createCite({ model, state }, () => writeLink(model, state, renderer.camera(), model.edition));
  byId('cite-button').addEventListener('click', () => cite.open(null));
  createSaving({ svg: byId('save-svg'), png: byId('save-image') }, { model, state, renderer }, announce, note);
  createPrinting(byId('print-button'), { model, state, renderer }, note);
  createSearch(byId('search'), byId('search-list'), model, choose, announce);

  /** Choose what the dossier shows and the graph brings out; null for nothing. */
  function choose(next, back = false) {
    const same = isSameTarget(next, state.target);
    const target = next;
    state.target = next;
    if (focus.bring(target)) {
      renderer.setState(state);
      focus.refresh();
    }
    dossier.show(target, back);
    const selection = selectionOf(model, state, target);
    renderer.select(selection);
    if (target) {
      sheets.open('dossier');
      if (target.type === 'entity') renderer.focus([target.id]);
      else if (target.type === 'fact' || target.type === 'pair') renderer.focus([...selection.entities]);
      if (!same) announce(targetWords(model, state, target));
    } else {
      announce('Selection cleared');
    }
    story?.refresh();
    address.follow();
  }

  /** Tell a moment, and move on to its card from a list that is gone then. */
  function startStory(place) {
    story.tell(place);
    story.focus();
  }

  /** Restore what a link says; whatever it does not say is as the page opens. */
  function openLink(fragment) {
    const { settings, target, refused } = readLink(model, fragment);
    const { focus: drawn, camera, edition, ...others } = settings;
    timebar.stop();
    Object.assign(state, others);
    state.focus = drawn === undefined ? state.startFocus && new Set(state.startFocus) : drawn;
    linked = edition === model.edition ? null : edition;
    news = newsSince(model, memory, edition);
    refresh({ say: false });
    renderer.setCamera(null);
    if (target || state.target) choose(target, true);
    if (camera) renderer.setCamera(camera);
    note(refused.length ? refusedWords(refused) : null,
      linked && target ? [' ', newsWords(news), ' ', news.added || news.listed ? pageLink('', 'What is new', () => choose(null)) : null] : null);
  }

  /** Show the view of the present settings everywhere. */
  function refresh({ say }) {
    state.compute();
    if (state.target?.type === 'changes') renderer.select(selectionOf(model, state, state.target));
    renderer.setState(state);
    // The time bar measures itself: first, while nothing else has changed the page.
    timebar.refresh();
    legend.refresh();
    focus.refresh();
    story?.refresh();
    dossier.refresh();
    showTable();
    byId('view-line').textContent = viewWords(state);
    byId('reset').disabled = !isFiltered(state);
    if (say) {
      const active = [...state.shown.values()].filter((mode) => mode === 'on').length;
      announce(`${viewWords(state)}: ${countWords(active, 'fact')}`);
    }
    address.follow();
  }

  /** Show the table or the graph, as the reader has it. */
  function showTable() {
    const { open } = state.table;
    // The graph keeps its size: without one, neither its camera nor a link could tell where it is.
    for (const id of ['graph', 'key']) byId(id).classList.toggle('covered', open);
    for (const id of ['fit', 'zoom-in', 'zoom-out']) byId(id).hidden = open;
    byId('table-button').setAttribute('aria-pressed', String(open));
    table.refresh();
  }

  byId('reset').addEventListener('click', () => {
    state.reset();
    if (state.target?.type === 'changes') choose(null);
    refresh({ say: true });
  });
  byId('zoom-in').addEventListener('click', () => renderer.zoom(1.35));
  byId('zoom-out').addEventListener('click', () => renderer.zoom(1 / 1.35));
  byId('fit').addEventListener('click', () => renderer.fit());
  byId('more').addEventListener('click', (event) => {
    const open = byId('time-extra').classList.toggle('open');
    event.currentTarget.setAttribute('aria-expanded', String(open));
  });
  byId('table-button').addEventListener('click', () => {
    state.table.open = !state.table.open;
    showTable();
    address.follow();
  });
  byId('copy-link').addEventListener('click', (event) => {
    memory.keep();
    const fragment = writeLink(model, state, renderer.camera(), model.edition);
    copyLink(event.currentTarget, `${location.href.split('#')[0]}#${fragment}`, announce, note);
  });
  watchKeyboard(byId('graph'), {
    renderer, model, state, choose, announce,
    current: () => state.target,
    grow: (id) => focus.grow(id),
    turnStory: story && ((by) => story.turn(by)),
    open: () => {
      sheets.open('dossier', true);
      byId('dossier-body').focus();
    },
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') sheets.open('none');
  });

  address.start();
  return { model, state, renderer, choose, refresh, link: () => writeLink(model, state, renderer.camera(), linked) };
}

/** @returns {number} the pixels of the stage that a sheet hides from below; at its side or above it hides none. */
function coveredBelow(stage, sheet) {
  const [whole, part] = [stage, sheet].map((one) => one.getBoundingClientRect());
  const below = whole.bottom - part.top;
  return part.width < whole.width || below >= whole.height ? 0 : Math.max(0, below);
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
    // A moment tells what was so: what is only possible on its day is not brought out with it.
    const told = (fact) => state.moment === null || state.view.get(fact.id)?.certain;
    model.entities.get(target.id).facts.filter(told).forEach(add);
  } else if (target.type === 'fact') {
    add(model.facts.get(target.id));
  } else if (target.type === 'pair') {
    model.pairs.get(target.id).facts.forEach(add);
  } else if (target.type === 'source') {
    model.sources.get(target.id).facts.forEach(add);
  } else if (target.type === 'changes') {
    const changes = changesBetween(model, ...[state.since, state.asOf].sort(), state.knownBy);
    [...changes.came, ...changes.changed, ...changes.went].forEach(add);
  } else if (target.type === 'edition') {
    for (const { id } of model.changes.facts) if (model.facts.has(id)) add(model.facts.get(id));
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
  if (target.type === 'pair') return pairWords(model, model.pairs.get(target.id));
  if (target.type === 'dispute') return `Dispute: ${model.disputes.get(target.id).question}`;
  if (target.type === 'edition') return `${editionTitle(model.changes)}: ${countWords(editionCount(model), 'change')}`;
  return `Changed since ${dayWords(target.id)}`;
}

/**
 * On small screens legend and dossier are sheets that rise from below. In a frame they always are
 * sheets, and so are the tools, which have no head of the page to stand in.
 * @returns {{open: function(string): void}}
 */
function createSheets(renderer) {
  const desk = byId('desk');
  const buttons = { legend: byId('open-legend'), dossier: byId('open-dossier') };
  const embedded = 'embed' in document.documentElement.dataset;
  if (embedded) buttons.tools = byId('open-tools');
  const narrow = window.matchMedia(embedded ? 'all' : '(max-width: 1080px)');
  const open = (name) => {
    const left = desk.dataset.sheet;
    // Focus must not be lost with the sheet it was in.
    if (left !== 'none' && left !== name && byId(left).contains(document.activeElement)) buttons[left].focus();
    desk.dataset.sheet = narrow.matches ? name : 'none';
    for (const [key, button] of Object.entries(buttons)) button.setAttribute('aria-expanded', String(desk.dataset.sheet === key));
    renderer.cover(desk.dataset.sheet === 'none' ? 0 : coveredBelow(byId('stage'), byId(name)));
  };
  for (const [name, button] of Object.entries(buttons)) {
    button.addEventListener('click', () => open(desk.dataset.sheet === name ? 'none' : name));
  }
  for (const button of document.querySelectorAll('[data-close]')) button.addEventListener('click', () => open('none'));
  // In a frame the tools stand before the table that one of them has just opened.
  if (embedded) byId('table-button').addEventListener('click', () => open('none'));
  narrow.addEventListener('change', () => open('none'));
  return { open };
}

unpackedData.then((data) => { globalThis.graphkit = startPage(JSON.parse(data)); });
