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
    byId('view-line').textContent = viewWords(model, state);
    byId('reset').disabled = !isFiltered(state);
    if (say) {
      const active = [...state.shown.values()].filter((mode) => mode === 'on').length;
      announce(`${viewWords(model, state)}: ${countWords(active, 'fact')}`);
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

unpackedData.then((data) => { globalThis.graphkit = startPage(JSON.parse(data)); });
