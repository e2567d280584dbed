/* The dossier of a pair: all drawn facts between two entities. */

/** @returns {Array<Node|Array|null>} the dossier. */
function pairDossier(context, pair) {
  const { model, state, links } = context;
  const visible = pair.facts.filter((fact) => passes(model, state, fact, state.view.get(fact.id)));
  const there = visible.filter((fact) => state.view.get(fact.id));
  const left = pair.facts.length - visible.length;
  const [one, other] = pair.ends;
  return [
    element('p', { class: 'kicker' }, 'Pair'),
    element('h3', { class: 'title' }, `${countWords(there.length, 'fact')} between `, links.entity(one), ' and ', links.entity(other)),
    element('p', { class: 'aside' }, `As of ${dayWords(state.asOf)}, newest first`),
    relationCounts(model, there),
    factLines(context, there, null, 'pair'),
    visible.length > there.length ? [element('h4', {}, 'Not in this view'),
      factLines(context, visible.filter((fact) => !state.view.get(fact.id)), null, 'absent')] : null,
    left ? element('p', { class: 'aside' }, `${countWords(left, 'fact')} left out by filters.`) : null,
  ];
}

/** @returns {?HTMLElement} what the facts are, the commonest first, where there are too many to see it from their lines. */
function relationCounts(model, facts) {
  if (facts.length <= MOST_LINES) return null;
  const counts = new Map();
  for (const { relation } of facts) counts.set(relation, (counts.get(relation) ?? 0) + 1);
  const rows = [...counts.entries()].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
  const rest = rows.length - 5;
  return element('p', { class: 'aside' }, joined([
    ...rows.slice(0, 5).map(([id, count]) => `${labelOf(model.relations, id)} ${numberWords(count)}`),
    rest > 0 ? `${countWords(rest, 'other relation')}` : null,
  ], ' · '));
}
