/* What of the view a moment of the story sets. */

/**
 * What of the view a moment sets.
 *
 * Its text is written with all sources at hand, so Known by goes to everything: an earlier day
 * would withhold under the card what the card tells. Only where the page itself was made to start
 * at such a day, and the focus was known by then, does that day stay.
 * @returns {{asOf: string, knownBy: ?string, target: {type: string, id: string}}}
 */
function momentView(model, { day, focus }) {
  const { knownBy } = model.graph;
  const facts = focus.type === 'fact' ? [model.facts.get(focus.id)] : model.entities.get(focus.id).facts;
  const seen = knownBy !== null && facts.some((fact) => stateOf(model, fact, day, knownBy));
  return { asOf: day, knownBy: seen ? knownBy : null, target: focus };
}
