/* Pairs: the drawn facts between two entities. */

/** @returns {string} what two entities are called as a pair, in whichever order they come. */
function pairId(one, other) {
  return one < other ? `${one}~${other}` : `${other}~${one}`;
}

/**
 * The pairs that drawn facts join, each fact knowing its own.
 * @param {Array<{id: string}>} edges of the drawing
 * @param {Map<string, Object>} facts
 * @returns {Map<string, {id: string, ends: Array<string>, facts: Array<Object>}>}
 */
function pairsOf(edges, facts) {
  const pairs = new Map();
  for (const { id } of edges) {
    const fact = facts.get(id);
    const name = pairId(fact.subject, fact.object);
    let pair = pairs.get(name);
    if (!pair) pairs.set(name, pair = { id: name, ends: [fact.subject, fact.object].sort(), facts: [], lines: new Map() });
    pair.facts.push(fact);
    fact.pair = pair;
  }
  return pairs;
}
