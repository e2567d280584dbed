/* What a choice is about. */

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
