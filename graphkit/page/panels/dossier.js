/* The dossier: what is known of an entity, a fact, a source, a dispute, or of the whole. */

/**
 * @param {{body: HTMLElement, back: HTMLElement, home: HTMLElement}} parts
 * @param {Object} model
 * @param {Object} state
 * @param {function(?{type: string, id: string}): void} choose called when a link is followed
 * @param {{tell: function(number): void, news: function(): ?Object}} first what the overview begins
 *   with: `tell` starts a moment of the story, `news` are those of news.js
 * @returns {{show: function(?Object, boolean=): void, refresh: function(): void}}
 */
function createDossier(parts, model, state, choose, first) {
  const trail = [];
  let current = null;
  const links = createLinks(model, choose);
  const context = { model, state, links, choose, shownLines: new Map(), ...first };
  const pages = {
    entity: (id) => entityDossier(context, model.entities.get(id)),
    fact: (id) => factDossier(context, model.facts.get(id)),
    source: (id) => sourceDossier(model, links, model.sources.get(id), (facts) => factLines(context, facts)),
    dispute: (id) => disputeDossier(context, model.disputes.get(id)),
    changes: () => changesDossier(context),
    edition: () => editionDossier(context),
    pair: (id) => pairDossier(context, model.pairs.get(id)),
  };

  function draw() {
    replaceContent(parts.body, current ? pages[current.type](current.id) : overview(context));
    parts.back.disabled = trail.length === 0;
    parts.home.disabled = current === null;
  }

  parts.home.addEventListener('click', () => choose(null));
  parts.back.addEventListener('click', () => {
    const last = trail.pop();
    current = null;
    choose(last.target, true);
  });

  return {
    /** Show a target; null is the overview. `back` leaves the trail as it is. */
    show(target, back = false) {
      const same = current?.type === target?.type && current?.id === target?.id;
      if (!same && !back) trail.push({ target: current });
      if (trail.length > 50) trail.shift();
      if (!same) context.shownLines.clear();
      current = target;
      draw();
      if (same) return;
      parts.body.scrollTop = 0;
      // In a low sheet the whole panel scrolls; what is new is to be seen from its top.
      const panel = parts.body.parentElement;
      panel.scrollTop = Math.min(panel.scrollTop, parts.body.offsetTop - panel.firstElementChild.offsetHeight);
    },
    /** Draw again after the view changed; the reader's place stays. */
    refresh: draw,
  };
}

/** @returns {Object} makers of the links that every name is (typedef Links). */
function createLinks(model, choose) {
  const link = (type, id, text, extra = '') => targetLink({ type, id }, text, choose, extra);
  return {
    entity: (id, text = null) => link('entity', id, text ?? nameOf(model, id)),
    fact: (fact, text) => link('fact', fact.id, text, 'fact'),
    source: (id) => link('source', id, model.sources.get(id)?.title ?? id),
    dispute: (dispute) => link('dispute', dispute.id, dispute.question),
  };
}

/** @returns {HTMLElement} a link that opens a dossier; it flows with the text around it. */
function targetLink(target, text, choose, extra = '') {
  return pageLink(`${target.type}:${encodeText(target.id)}`, text, () => choose(target), `name ${extra}`.trim());
}

/** @returns {HTMLElement} a link that acts on this page, and opens in another tab what `fragment` says. */
function pageLink(fragment, text, act, name = 'name') {
  // With the page's own name in front: a bare "#…" would be taken for a link within the text.
  const page = location.pathname.split('/').pop() || './';
  return element('a', {
    href: `${page}#${fragment}`, class: name,
    on: {
      click: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        act();
      },
    },
  }, text);
}

/** What stands there before anything is chosen. */
function overview(context) {
  const { model, state, links } = context;
  const dated = [];
  for (const fact of model.facts.values()) if (fact.standing?.certain && fact.standing.record.date) dated.push(fact);
  const latest = newestOf(state, dated, 8);
  const disputes = byWeight(model.disputes.values());
  const story = storyOverview(context);
  const news = newsOverview(context, !story);
  return [
    story,
    news,
    element(story || news ? 'h4' : 'h3', { class: story || news ? null : 'title' }, 'How to read this'),
    element('ul', { class: 'guide' },
      element('li', {}, 'A mark is an entity; its shape is its kind.'),
      element('li', {}, 'A line is a fact. Solid holds or happened, dashed is agreed or announced, dotted is sought, expected or planned.'),
      element('li', {}, 'A thin line is possible but not certain on that day. Faded long dashes have ended.'),
      element('li', {}, 'Choose a mark or a line to see who says so, since when, and whether others differ.'),
      element('li', {}, 'Move the day below to see what stood then, or may have stood: what has no known start is possible until its first report, and thin. The Undated switch leaves it out.'),
      readGuide(model),
      largeGuide(context)),
    model.graph.description ? element('p', { class: 'aside' }, model.graph.description) : null,
    editionButton(context),
    disputes.length ? [element('h4', {}, 'Where the sources differ'),
      disputeList(links, disputes.slice(0, 6)),
      disputes.length > 6 ? element('details', {}, element('summary', {}, `${disputes.length - 6} more`),
        disputeList(links, disputes.slice(6))) : null] : null,
    latest.length ? [element('h4', {}, `Latest, as of ${dayWords(state.asOf)}`),
      factLines(context, latest)] : null,
  ];
}

/** @returns {Array<Object>} disputes, first those on which most sources speak, of these those about most. */
function byWeight(disputes) {
  const rows = Array.from(disputes, (dispute) => {
    const voices = new Set(dispute.positions.flatMap(({ evidence }) => evidence.map(({ source }) => source)));
    return { dispute, voices: voices.size, about: dispute.about.length };
  });
  rows.sort((one, other) => other.voices - one.voices || other.about - one.about);
  return rows.map(({ dispute }) => dispute);
}

/** @returns {?HTMLElement} how many sources were read, where some are known only through others. */
function readGuide(model) {
  const sources = [...model.sources.values()];
  const read = sources.filter((source) => source.hasText).length;
  if (!read || read === sources.length) return null;
  return element('li', {}, `${read} of the ${sources.length} sources were read; the others are known only through them.`);
}

/** @returns {HTMLElement} the questions on which sources differ, as links. */
function disputeList(links, disputes) {
  return element('ul', { class: 'plain' }, disputes.map((dispute) => element('li', {}, links.dispute(dispute))));
}

/** An entity: what it is, its facts by how far they have come, its disputes, what it published. */
function entityDossier(context, entity) {
  const { model, state, links } = context;
  const kind = labelOf(model.kinds, entity.kind);
  const spoke = [...entity.spoke].filter((fact) => !entity.facts.includes(fact));
  const visible = entity.facts.filter((fact) => passes(model, state, fact, state.view.get(fact.id)));
  const left = entity.facts.length - visible.length;
  return [
    element('p', { class: 'kicker' }, kindGlyph(entity.kind, entity.unnamed),
      joined([kind, labelOf(model.eventTypes, entity.type).toLowerCase(), entity.unnamed ? 'not named by the source' : null], ' · ')),
    element('h3', { class: 'title' }, entity.name),
    entity.date ? element('p', { class: 'aside' }, entity.date.words) : null,
    entity.aliases.length ? element('p', { class: 'aside' }, `Also: ${entity.aliases.join(', ')}`) : null,
    entity.note ? element('p', { class: 'aside' }, noteWords(model, entity.note)) : null,
    growthView(context, entity),
    partFacts(state, visible).map(([title, facts]) => [
      element('h4', {}, title), factLines(context, facts, entity.id, title)]),
    left ? element('p', { class: 'aside' }, `${countWords(left, 'fact')} left out by filters.`) : null,
    entity.facts.length ? null : element('p', { class: 'aside' }, 'No fact is about it; it speaks or publishes.'),
    entity.disputes.length ? [element('h4', {}, 'Where the sources differ'),
      entity.disputes.map((dispute) => disputeView(model, links, dispute, 'h5'))] : null,
    entity.published.length ? [element('h4', {}, 'Published or wrote'),
      element('ul', { class: 'plain' }, entity.published.map((source) => element('li', {}, links.source(source.id))))] : null,
    spoke.length ? [element('h4', {}, 'Is the voice for'), factLines(context, spoke, null, 'spoke')] : null,
  ];
}

/** A fact: where it stands, its stages with their evidence, its disputes. */
function factDossier(context, fact) {
  const { model, state, links } = context;
  const standing = state.view.get(fact.id);
  const about = fact.about ? model.facts.get(fact.about) : null;
  const where = standing
    ? `As of ${dayWords(state.asOf)}: ${standingWords(model, standing)}`
    : `Not in the view of ${dayWords(state.asOf)}`;
  const told = standing ? stageWords(model, standing) : 'not in this view';
  const mark = told ? ` (${told})` : '';
  return [
    element('p', { class: 'kicker' }, lineSwatch(standing?.group ?? null, fact.colour, standing?.certain ?? false),
      `Fact · ${model.colours.get(fact.colour)?.label ?? fact.colour}`),
    element('h3', { class: 'title' }, links.entity(fact.subject), ` ${phraseOf(model, fact, fact.subject)} `,
      fact.object ? links.entity(fact.object) : valueWords(fact), mark),
    element('p', { class: standing && standing.group !== 'realized' ? 'standing' : 'aside' }, where),
    fact.says ? element('p', { class: 'says' }, fact.says) : null,
    about ? element('p', { class: 'aside' }, 'About: ', links.fact(about, factSentence(model, about))) : null,
    badgeList(fact),
    element('button', { type: 'button', class: 'quiet cite-fact', 'aria-haspopup': 'dialog', on: { click: () => context.cite(fact) } }, 'Cite'),
    fact.reason ? element('p', { class: 'aside' }, `Reason: ${fact.reason}`) : null,
    fact.note ? element('p', { class: 'aside' }, noteWords(model, fact.note)) : null,
    element('h4', {}, fact.stages.length > 1 ? 'Stages, and who says so' : 'Who says so'),
    stageHistory(context, fact),
    fact.disputes.length ? [element('h4', {}, 'Where the sources differ'),
      fact.disputes.map((id) => disputeView(model, links, model.disputes.get(id), 'h5'))] : null,
  ];
}

/** A dispute on its own. */
function disputeDossier({ model, links }, dispute) {
  return [
    element('p', { class: 'kicker' }, joined(['Dispute', labelOf(model.disputeKinds, dispute.kind).toLowerCase()], ' · ')),
    element('h3', { class: 'title' }, dispute.question),
    element('p', { class: 'aside' }, 'About ', joined(dispute.about.map((id) => {
      const fact = model.facts.get(id);
      return fact ? links.fact(fact, factSentence(model, fact)) : links.entity(id);
    }), ', ')),
    element('h4', {}, countWords(dispute.positions.length, 'position')),
    disputeView(model, links, dispute, null),
  ];
}

/** What came, changed and went since a day. */
function changesDossier(context) {
  const { model, state } = context;
  const [since, until] = [state.since, state.asOf].sort();
  const changes = changesBetween(model, since, until, state.knownBy);
  const parts = [['Came', changes.came], ['Changed', changes.changed], ['Went', changes.went]]
    .map(([title, facts]) => [title, facts.filter((fact) => passes(model, state, fact, state.view.get(fact.id)))])
    .filter(([, facts]) => facts.length);
  return [
    element('p', { class: 'kicker' }, 'Changes'),
    element('h3', { class: 'title' }, `From ${dayWords(since)} to ${dayWords(until)}`),
    parts.length ? null : element('p', { class: 'aside' }, 'Nothing came, changed or went between these days.'),
    parts.map(([title, facts]) => [element('h4', {}, `${title} (${facts.length})`), factLines(context, facts, null, title)]),
  ];
}
