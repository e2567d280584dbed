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
    fact: (id) => markedSentence(model, model.facts.get(id), view.get(id)),
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
