/* Fact lines: "2025-11-06 · joined · Abraham Accords · announced by Donald Trump". */

/**
 * One fact as a line.
 * @param {Object} context model, state and links
 * @param {Object} fact
 * @param {?string} entityId whose dossier it stands in; null names both ends
 * @returns {HTMLElement}
 */
function factLine({ model, state, links }, fact, entityId) {
  const standing = state.view.get(fact.id);
  const record = recordOf(fact, standing);
  const seenFrom = entityId ?? fact.subject;
  const phrase = phraseOf(model, fact, seenFrom);
  const other = otherEnd(fact, seenFrom);
  const agents = record?.agents ?? [];
  const stage = standing ? stageWords(model, standing) : model.stages.get(record?.stage)?.label ?? '';
  const act = stage || agents.length
    ? [[stage, agents.length ? 'by ' : ''].filter(Boolean).join(' '), agents.length ? nameLinks(links, agents) : '']
    : null;
  const body = element('span', { class: standing ? null : 'out' }, joined([
    element('span', { class: 'when' }, whenWords(record)),
    entityId ? null : links.entity(fact.subject),
    links.fact(fact, phrase),
    other ? links.entity(other) : valueWords(fact),
    act,
    record?.condition ? `on condition of ${record.condition}` : null,
    record?.due && record.date ? `due ${shortDate(record.due)}` : null,
  ], ' · '));
  return element('li', {},
    lineSwatch(standing?.group ?? model.stages.get(record?.stage)?.group ?? null, standing ? fact.colour : 'edge', standing?.certain ?? false),
    body,
    fact.says ? element('span', { class: 'under' }, fact.says) : null,
    element('span', { class: 'under' }, joined([
      [...fact.sources].slice(0, 3).map((id) => sourceName(model, model.sources.get(id))).join(', ')
        + (fact.sources.size > 3 ? ` and ${fact.sources.size - 3} more` : ''),
      fact.stages.length > 1 ? `${fact.stages.length} stages` : null,
      fact.badges.includes('one-unnamed-speaker') ? 'one unnamed speaker' : null,
      fact.disputes.length ? element('span', { class: 'tag disputed' }, 'disputed') : null,
    ], ' · ')));
}

/** @returns {Array<HTMLElement>} facts as lines, newest first; `key` tells long lists of one dossier apart. */
function factLines(context, facts, entityId = null, key = '') {
  return longList(element('ul', { class: 'lines' }), sortedByDay(context.state, facts),
    (fact) => factLine(context, fact, entityId), { noun: 'fact', shown: context.shownLines, key });
}

/**
 * Facts parted by how far they have come.
 * @returns {Array<[string, Array<Object>]>} title and facts; empty parts are left out
 */
function partFacts(state, facts) {
  const parts = [
    ['Announced or agreed', []], ['Holds or happened', []], ['Sought, expected or planned', []],
    ['Ended', []], ['Does not hold, the sources say', []], ['Said', []],
    ['Possible, not certain', []], ['Not in this view', []],
  ];
  const [possible, absent] = [6, 7];
  const place = { committed: 0, realized: 1, prospective: 2, closed: 3, negative: 4 };
  for (const fact of facts) {
    const standing = state.view.get(fact.id);
    const said = standing?.group === 'realized' && fact.colour === 'opinion';
    let part = absent;
    if (standing) part = said ? 5 : place[standing.group];
    // No heading may state as certain what is only possible on the day.
    if (standing && !standing.certain) part = possible;
    parts[part][1].push(fact);
  }
  return parts.filter(([, list]) => list.length);
}

/**
 * The path of a fact: its stages in order of rank, the present one marked.
 * @returns {HTMLElement}
 */
function stageHistory({ model, state, links }, fact) {
  const standing = state.view.get(fact.id);
  const present = standing?.record ?? null;
  return element('ol', { class: 'steps' }, fact.stages.map((record) => {
    const stage = model.stages.get(record.stage);
    const details = [
      record.date ? record.date.words : null,
      record.attested ? `attested ${record.attested.words}` : null,
      !record.date && record.firstAttested ? `start unknown, first attested ${dayWords(record.firstAttested)}${boundWords(record)}` : null,
      !record.date && !record.attested && !record.firstAttested ? 'undated' : null,
      record.due ? `due ${record.due.words}` : null,
    ];
    return element('li', { class: record === present ? 'now' : null },
      element('h5', {}, stage.label, record.agents.length ? [' by ', nameLinks(links, record.agents)] : null),
      element('p', { class: 'aside' }, joined(details, ' · '), record === present ? ' · as of the chosen day' : ''),
      record.condition ? element('p', { class: 'aside' }, `Condition: ${record.condition}`) : null,
      record.note ? element('p', { class: 'aside' }, noteWords(model, record.note)) : null,
      evidenceList(model, links, record.evidence));
  }));
}

/** @returns {?HTMLElement} badges that say how well a fact is borne out. */
function badgeList(fact) {
  const tags = fact.badges.filter((id) => Object.hasOwn(BADGES, id))
    .map((id) => element('li', { class: 'tag', title: BADGES[id][1] }, BADGES[id][0]));
  if (fact.disputes.length) tags.push(element('li', { class: 'tag disputed', title: 'Sources differ on this.' }, 'disputed'));
  if (fact.confidence) tags.push(element('li', { class: 'tag' }, `confidence: ${fact.confidence}`));
  if (fact.rank) tags.push(element('li', { class: 'tag' }, fact.rank));
  return tags.length ? element('ul', { class: 'tags', 'aria-label': 'Marks' }, tags) : null;
}
