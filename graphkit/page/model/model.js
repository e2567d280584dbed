/* The data of the page, indexed once. Maps throughout: an id like "constructor" is just an id. */

/**
 * Index the JSON that the exporter wrote.
 * @param {Object} raw as the exporter wrote it
 * @returns {Object} graph, counts, days, moments, edition, network, and Maps of the vocabulary, entities, sources,
 *   facts and disputes
 */
function createModel(raw) {
  spellOut(raw);
  const vocabulary = raw.vocabulary;
  const model = {
    graph: raw.graph,
    counts: raw.counts,
    days: raw.days,
    moments: raw.moments,
    edition: raw.edition,
    kinds: mapById(vocabulary.kinds),
    groups: mapById(vocabulary.groups),
    stages: mapById(vocabulary.stages),
    relations: mapById(vocabulary.relations),
    colours: mapById(vocabulary.colours),
    sourceKinds: mapById(vocabulary.sourceKinds),
    disputeKinds: mapById(vocabulary.disputeKinds),
    eventTypes: mapById(vocabulary.eventTypes),
    entities: mapOf(raw.entities),
    sources: mapOf(raw.sources),
    disputes: mapOf(raw.disputes),
    passages: new Map(Object.entries(raw.passages ?? {})),
    facts: new Map(),
    changes: raw.changes ?? null,
  };
  for (const entity of model.entities.values()) {
    Object.assign(entity, { facts: [], published: [], spoke: new Set(), disputes: [] });
  }
  for (const source of model.sources.values()) Object.assign(source, { facts: [], citedBy: [] });
  for (const fact of raw.facts) {
    model.facts.set(fact.id, Object.assign(fact, { drawn: false, pair: null, standing: null, mode: 'off' }));
    indexFact(model, fact);
  }
  indexSources(model);
  indexDisputes(model);
  model.network = drawingOf(model, raw);
  model.pairs = pairsOf(model.network.edges, model.facts);
  model.focus = raw.focus ?? null;
  return model;
}

/** @returns {Map<string, Object>} the list as a Map, each row keeping its place in `order`. */
function mapById(rows) {
  return new Map(rows.map((row, order) => [row.id, Object.assign(row, { order })]));
}

/** @returns {Map<string, Object>} the object as a Map, each value knowing its id. */
function mapOf(rows) {
  return new Map(Object.entries(rows).map(([id, row]) => [id, Object.assign(row, { id })]));
}

/**
 * The drawing, with what it takes from the records.
 * @returns {{nodes: Array<Object>, byId: Map<string, Object>, edges: Array<Object>}} nodes {id, x, y, kind,
 *   label}; edges {id, from, to, bend}, whose facts are marked as drawn
 */
function drawingOf(model, { facts, network }) {
  const nodes = Object.entries(network.nodes).map(([id, [x, y]]) => {
    const { kind, short } = model.entities.get(id);
    return { id, x, y, kind, label: short };
  });
  const edges = network.edges.map((edge) => {
    const [place, bend] = typeof edge === 'number' ? [edge, 0] : edge;
    const fact = facts[place];
    fact.drawn = true;
    return { id: fact.id, from: fact.subject, to: fact.object, bend };
  });
  return { nodes, byId: new Map(nodes.map((node) => [node.id, node])), edges };
}

/** Derive what the page asks of a fact again and again. */
function indexFact(model, fact) {
  const relation = model.relations.get(fact.relation);
  fact.word = relation;
  fact.colour = relation.colour;
  fact.symmetric = relation.symmetric;
  fact.undated = fact.stages.every((stage) => !stage.date && !stage.attested);
  fact.sources = new Set();
  for (const stage of fact.stages) {
    for (const evidence of stage.evidence) {
      fact.sources.add(evidence.source);
      for (const speaker of evidence.speakers) {
        const entity = model.entities.get(speaker);
        if (entity) entity.spoke.add(fact);
      }
    }
  }
  fact.from = Array.from(fact.sources, (id) => model.sources.get(id));
  for (const source of fact.from) source.facts.push(fact);
  fact.ends = (fact.object && fact.object !== fact.subject ? [fact.subject, fact.object] : [fact.subject]).map((id) => model.entities.get(id));
  for (const entity of fact.ends) entity.facts.push(fact);
}

/** Tell publishers and authors of their sources, and sources who relays them. */
function indexSources(model) {
  for (const source of model.sources.values()) {
    for (const id of new Set([source.publisher, ...source.author])) {
      const entity = id && model.entities.get(id);
      if (entity) entity.published.push(source);
    }
    for (const id of source.cites) {
      const cited = model.sources.get(id);
      if (cited) cited.citedBy.push(source);
    }
  }
}

/** Tell entities of the disputes about them or about one of their facts. */
function indexDisputes(model) {
  for (const dispute of model.disputes.values()) {
    const about = new Set();
    for (const id of dispute.about) {
      const fact = model.facts.get(id);
      if (fact) [fact.subject, fact.object].forEach((end) => end && about.add(end));
      else about.add(id);
    }
    for (const id of about) model.entities.get(id)?.disputes.push(dispute);
  }
}

/** @returns {string} the other end of a fact seen from an entity (null for a value). */
function otherEnd(fact, entityId) {
  return fact.subject === entityId ? fact.object : fact.subject;
}

/** @returns {string} the label of a word of the vocabulary; the word itself where it has none. */
function labelOf(words, id) {
  return words.get(id)?.label ?? id ?? '';
}

/** @returns {string} a name as the page shows it. */
function nameOf(model, id) {
  const found = model.entities.get(id) ?? model.sources.get(id);
  return found ? found.name ?? found.title ?? id : id;
}

/** @returns {string} what a source is called in a list: its publisher or author, else its title. */
function sourceName(model, source) {
  if (source.publisher) return nameOf(model, source.publisher);
  if (source.hasText || !source.author.length) return source.title ?? source.id;
  return source.title ?? source.author.map((id) => nameOf(model, id)).join(', ');
}
