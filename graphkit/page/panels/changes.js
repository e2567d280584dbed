/* What changed in the data since an earlier edition: what curators added, corrected and withdrew.
   It never moves with the clocks of the page; what happened between two days is told by
   changesDossier. */

/** Titles of parts, and the kinds of changes that stand in each. */
const EDITION_PARTS = [
  ['New facts', ['came']],
  ['Moved on', ['moved', 'ended', 'became certain', 'became uncertain']],
  ['Corrected', ['edited']],
  ['Withdrawn', ['withdrawn', 'vanished']],
];

/** The dossier of the changes. */
function editionDossier({ model, links }) {
  const { changes } = model;
  const parts = EDITION_PARTS
    .map(([title, kinds]) => [title, changes.facts.filter((change) => kinds.includes(change.kind))])
    .filter(([, found]) => found.length);
  return [
    element('p', { class: 'kicker' }, 'Corrections and changes'),
    element('h3', { class: 'title' }, editionTitle(changes)),
    element('p', { class: 'aside' }, `From the edition of ${dayWords(changes.day)} (commit ${changes.commit}) to this one: `
      + 'what was added, corrected or withdrawn in the data. What happened from one day to another is told by Changed since.'),
    editionCount(model) ? null : element('p', { class: 'aside' }, 'Nothing changed.'),
    parts.map(([title, found]) => [
      element('h4', {}, `${title} (${found.length})`),
      element('ul', { class: 'edition' }, found.map((change) => changedFact(model, links, change))),
    ]),
    EDITION_RECORDS.map(([name, title]) => changedRecords(model, links, changes[name], name, title)),
  ];
}

/** @returns {HTMLElement} a fact, what became of it, and the lines that went beside those that came. */
function changedFact(model, links, { id, title, words, lost, gained }) {
  const fact = model.facts.get(id);
  const side = (name, heading, lines) => (lines.length
    ? element('div', { class: name }, element('strong', {}, heading), element('ul', {}, lines.map((line) => element('li', {}, line))))
    : null);
  return element('li', {},
    fact ? links.fact(fact, title) : element('strong', {}, title),
    element('span', { class: 'under' }, words),
    lost.length || gained.length
      ? element('div', { class: 'sides' }, side('lost', 'No longer', lost), side('gained', 'Now', gained)) : null);
}

/** @returns {?Array<HTMLElement>} the records of one sort that are new, removed or edited. */
function changedRecords(model, links, found, sort, title) {
  const link = {
    disputes: (id, name) => (model.disputes.has(id) ? links.dispute(model.disputes.get(id)) : name),
    entities: (id, name) => (model.entities.has(id) ? links.entity(id, name) : name),
    sources: (id, name) => (model.sources.has(id) ? links.source(id) : name),
  }[sort];
  const rows = ['new', 'edited', 'removed'].flatMap((kind) => Object.entries(found[kind]).map(([id, name]) => element('li', {},
    element('span', { class: 'tag' }, kind), ' ', link(id, name))));
  return rows.length ? [element('h4', {}, `${title} (${rows.length})`), element('ul', { class: 'plain' }, rows)] : null;
}
