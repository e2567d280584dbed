/* The present view in words: what is drawn, what is left out, what is brought out. */

const MOST_LISTED = 6;

/** @returns {string} names with commas, the rest of many as a number. */
function fewNames(names) {
  const rest = names.length - MOST_LISTED;
  return rest > 1 ? `${names.slice(0, MOST_LISTED).join(', ')} and ${rest} more` : names.join(', ');
}

/** @returns {Object<string, {one: string, many: string, names: Map<string, string>}>} what a filter of each group leaves out. */
function filterNames(model) {
  const labels = (words) => new Map([...words.values()].map(({ id, label }) => [id, label]));
  const carrying = [...model.sources.values()].filter((source) => source.facts.length);
  return {
    kinds: { one: 'kind', many: 'kinds', names: labels(model.kinds) },
    relations: { one: 'relation', many: 'relations', names: labels(model.relations) },
    stages: { one: 'stage', many: 'stages', names: labels(model.stages) },
    sources: { one: 'source', many: 'sources', names: new Map(carrying.map((source) => [source.id, sourceName(model, source)])) },
  };
}

/**
 * The filters that are on.
 * @returns {string} "Without: kind Event; undated facts", '' where none is on
 */
function filterWords(model, state) {
  const [without, only] = [[], []];
  for (const [group, { one, many, names }] of Object.entries(filterNames(model))) {
    const off = [...names.keys()].filter((id) => state.hidden[group].has(id));
    const left = [...names.keys()].filter((id) => !state.hidden[group].has(id));
    if (!off.length) continue;
    const [list, told] = left.length && left.length < off.length ? [only, left] : [without, off];
    list.push(`${told.length === 1 ? one : many} ${fewNames(told.map((id) => names.get(id)))}`);
  }
  if (!state.undated) without.push('undated facts');
  if (!state.disputed) without.push('disputed facts');
  if (state.hideInactive) without.push('what is not in this view');
  return [
    without.length ? `Without: ${without.join('; ')}` : '', only.length ? `Only: ${only.join('; ')}` : '',
  ].filter(Boolean).join('. ');
}

/** @returns {string} a fact with its stage in brackets, unless it plainly holds or happened. */
function markedSentence(model, fact, standing) {
  const told = standing ? stageWords(model, standing) : 'not in this view';
  return `${factSentence(model, fact)}${told ? ` (${told})` : ''}`;
}

/** @returns {string} what the picture brings out, '' where it shows all alike. */
function chosenWords(model, { target, asOf, view }) {
  if (!target) return '';
  const words = {
    entity: (id) => nameOf(model, id),
    fact: (id) => `${markedSentence(model, model.facts.get(id), view.get(id))}${model.facts.get(id).disputes.length ? ', disputed' : ''}`,
    pair: (id) => pairWords(model, model.pairs.get(id)),
    source: (id) => `what rests on “${nameOf(model, id)}”`,
    dispute: (id) => model.disputes.get(id).question,
    changes: (id) => `what changed from ${[id, asOf].sort().map(dayWords).join(' to ')}`,
    edition: () => 'what changed in the data since an earlier edition',
  };
  return `Brought out: ${words[target.type](target.id)}`;
}

/**
 * How much is drawn, of how much.
 * @param {Object} shown as `shownIn` tells
 * @returns {string}
 */
function drawnWords(model, { entities, facts, detail }) {
  const part = (some, all, noun) => (some === all ? countWords(all, noun)
    : `${some.toLocaleString('en')} of ${countWords(all, noun)}`);
  return [
    `${part(entities.length, model.counts.entities, 'entity')} and ${part(facts.length, model.counts.facts, 'fact')} drawn`,
    `${countWords(model.counts.sources, 'source')}, ${countWords(model.counts.disputes, 'dispute')}`,
    detail ? 'a detail of the picture' : '',
  ].filter(Boolean).join(' · ');
}

/** @returns {string} credit and licence in one line. */
function creditWords({ credit, license }) {
  return [credit, license ? `Licence: ${license}` : ''].filter(Boolean).join(' · ');
}

/** @returns {string} a name for a file that tells project and days: letters, digits and hyphens. */
function fileStem(model, state) {
  const title = model.graph.title.normalize('NFKD').replace(/\p{Mark}/gu, '').toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-').slice(0, 60).replace(/^-|-$/g, '');
  const known = state.knownBy === null ? '' : `-known-by-${state.knownBy}`;
  return `${title || 'graph'}-${state.asOf}${known}`;
}

/** @returns {string} both clocks in words. */
function viewWords(model, state) {
  const known = state.knownBy === null ? '' : `, known by ${dayWords(state.knownBy)}`;
  const late = state.asOf > (model.days.knownBy.at(-1) ?? state.asOf) ? ', later than any source' : '';
  return `As of ${dayWords(state.asOf)}${late}${known}`;
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

/** @returns {string} "312 facts between China and Japan". */
function pairWords(model, pair, count = pair.facts.length) {
  const [one, other] = pair.ends.map((id) => nameOf(model, id));
  return one === other ? `${countWords(count, 'fact')} of ${one} with itself` : `${countWords(count, 'fact')} between ${one} and ${other}`;
}

/** The other records: their name in the data, and their heading. */
const EDITION_RECORDS = [['disputes', 'Disputes'], ['entities', 'Entities'], ['sources', 'Sources']];

/** @returns {?HTMLElement} the button of the overview that opens the list. */
function editionButton({ model, choose }) {
  if (!model.changes) return null;
  return element('button', {
    type: 'button', class: 'edition-button', on: { click: () => choose({ type: 'edition', id: model.changes.commit }) },
  }, `${editionTitle(model.changes)} (${editionCount(model).toLocaleString('en')})`);
}

/** @returns {number} how many records changed, none where the page was not asked to tell. */
function editionCount({ changes }) {
  if (!changes) return 0;
  const others = EDITION_RECORDS.flatMap(([name]) => Object.values(changes[name]));
  return changes.facts.length + others.reduce((sum, names) => sum + Object.keys(names).length, 0);
}

/** @returns {string} what the list is called, where it is opened and where it stands. */
function editionTitle(changes) {
  return `Changes in the data since ${changes.revision}`;
}
