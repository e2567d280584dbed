/* Who says so, where: evidence, sources and the positions of disputes. */

/**
 * @typedef {Object} Links  links that open a dossier, made by the dossier
 * @property {function(string, ?string=): Node} entity
 * @property {function(Object, string): Node} fact
 * @property {function(string): Node} source
 * @property {function(Object): Node} dispute
 */

/** @returns {Array<Node|string>} names of entities as links, with commas. */
function nameLinks(links, ids) {
  return joined(ids.map((id) => links.entity(id)), ', ');
}

/**
 * @param {Array<Object>} list evidence of one stage or position
 * @returns {?HTMLElement}
 */
function evidenceList(model, links, list) {
  if (!list.length) return null;
  return element('ul', { class: 'evidence' }, list.map((evidence) => evidenceItem(model, links, evidence)));
}

/** @returns {HTMLElement} speaker, source, place, what is relayed, stance, note. */
function evidenceItem(model, links, evidence) {
  const source = model.sources.get(evidence.source);
  const speakers = evidence.speakers.length
    ? [nameLinks(links, evidence.speakers), ', in '] : ['In '];
  const relays = evidence.cites.length
    ? element('span', { class: 'under' }, 'Relays ', joined(evidence.cites.map((id) => links.source(id)), ', '))
    : null;
  const passage = model.passages.get(`${evidence.source} ${evidence.at}`);
  const stance = { hedges: 'The source hedges.', denies: 'The source denies it.' }[evidence.stance];
  return element('li', {},
    speakers, links.source(evidence.source),
    element('span', { class: 'under' }, joined([
      publisherWords(model, source), publishedWords(source), locatorWords(evidence.at),
      ...sourceLinks(source),
    ], ' · ')),
    passage ? element('blockquote', { class: 'passage' }, passage) : null,
    relays,
    stance ? element('span', { class: 'tag' }, stance) : null,
    evidence.note ? element('span', { class: 'under' }, noteWords(model, evidence.note)) : null);
}

/** @returns {?HTMLElement} a link out of the page, only to http and https. */
function outsideLink(url, text) {
  const safe = safeUrl(url);
  return safe && element('a', { href: safe, rel: 'noopener noreferrer', target: '_blank' }, text);
}

/** @returns {Array<?HTMLElement>} links to a source and to its archived copy. */
function sourceLinks(source) {
  return [outsideLink(source.url, 'Open the source'), outsideLink(source.archived, 'Open the archived copy')];
}

/**
 * A dispute with its positions side by side.
 * @param {string} heading tag of the heading, by depth
 * @returns {HTMLElement}
 */
function disputeView(model, links, dispute, heading) {
  return element('section', {},
    heading ? element(heading, {}, links.dispute(dispute)) : null,
    element('ul', { class: 'positions' }, dispute.positions.map((position) => element('li', {},
      element('strong', {}, position.says),
      position.facts.map((id) => model.facts.get(id)).filter(Boolean).map((fact) => element('span', { class: 'under' },
        'accepts: ', links.fact(fact, factSentence(model, fact)))),
      evidenceList(model, links, position.evidence)))));
}

/**
 * The dossier of a source.
 * @param {function(Array<Object>): Node} drawLines shows its facts as lines
 * @returns {Array<Node>}
 */
function sourceDossier(model, links, source, drawLines) {
  const outside = joined(sourceLinks(source), ' · ');
  return [
    element('p', { class: 'kicker' }, joined(['Source', labelOf(model.sourceKinds, source.kind).toLowerCase()], ' · ')),
    element('h3', { class: 'title' }, source.title ?? source.id),
    element('p', { class: 'aside' }, joined([
      source.publisher ? ['published by ', links.entity(source.publisher)] : null,
      source.author.length ? ['by ', nameLinks(links, source.author)] : null,
      publishedWords(source),
    ], ' · ')),
    source.publishedNote ? element('p', { class: 'aside' }, `On the day: ${source.publishedNote}`) : null,
    source.hasText ? null : element('p', { class: 'aside' }, 'Known only through the sources that relay it.'),
    source.note ? element('p', { class: 'aside' }, noteWords(model, source.note)) : null,
    outside.length ? element('p', { class: 'aside' }, outside) : null,
    source.cites.length ? element('p', { class: 'aside' }, 'Relays ', joined(source.cites.map((id) => links.source(id)), ', ')) : null,
    source.citedBy.length ? element('p', { class: 'aside' }, 'Relayed by ', joined(source.citedBy.map((one) => links.source(one.id)), ', ')) : null,
    source.facts.length ? [element('h4', {}, countWords(source.facts.length, 'fact')), drawLines(source.facts)] : null,
  ].flat(2).filter(Boolean);
}
