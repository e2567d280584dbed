/* The data of the page, indexed once. Maps throughout: an id like "constructor" is just an id. */

/**
 * Index the JSON that the exporter wrote.
 * @param {Object} raw parsed text of #graph-data
 * @returns {Object} graph, counts, days, network, and Maps of vocabulary, entities, sources,
 *   facts and disputes
 */
function createModel(raw) {
  spellOut(raw);
  const vocabulary = raw.vocabulary;
  const model = {
    graph: raw.graph,
    counts: raw.counts,
    days: raw.days,
    network: raw.network,
    kinds: mapById(vocabulary.kinds),
    groups: mapById(vocabulary.groups),
    stages: mapById(vocabulary.stages),
    relations: mapById(vocabulary.relations),
    colours: mapById(vocabulary.colours),
    entities: mapOf(raw.entities),
    sources: mapOf(raw.sources),
    disputes: mapOf(raw.disputes),
    facts: new Map(),
  };
  const drawn = new Set(raw.network.edges.map((edge) => edge.id));
  for (const entity of model.entities.values()) {
    Object.assign(entity, { facts: [], published: [], spoke: new Set(), disputes: [] });
  }
  for (const source of model.sources.values()) Object.assign(source, { facts: [], citedBy: [] });
  for (const fact of raw.facts) {
    model.facts.set(fact.id, Object.assign(fact, { drawn: drawn.has(fact.id) }));
    indexFact(model, fact);
  }
  indexSources(model);
  indexDisputes(model);
  return model;
}

/** What a row means when it leaves a field out; large graphs are written without empty fields. */
const DEFAULTS = {
  fact: {
    object: null, value: null, approximate: false, role: null, field: null, says: null, about: null,
    confidence: null, rank: null, reason: null, note: null, disputes: [], badges: [],
  },
  stage: { agents: [], date: null, attested: null, due: null, condition: null, note: null, firstAttested: null, evidence: [] },
  evidence: { at: null, by: [], speakers: [], cites: [], stance: 'supports', note: null },
  entity: { short: null, type: null, date: null, aliases: [], note: null, unnamed: false },
  source: {
    title: null, kind: null, publisher: null, author: [], published: null, publishedNote: null, url: null,
    cites: [], note: null, hasText: false,
  },
};

/** Fill what rows leave out, and dates that are written as plain text. */
function spellOut(raw) {
  const complete = (row, kind) => {
    for (const [key, value] of Object.entries(DEFAULTS[kind])) {
      if (row[key] === undefined) row[key] = Array.isArray(value) ? [] : value;
    }
    for (const key of ['date', 'attested', 'due', 'published']) {
      if (typeof row[key] === 'string') row[key] = plainDate(row[key]);
    }
  };
  for (const entity of Object.values(raw.entities)) complete(entity, 'entity');
  for (const source of Object.values(raw.sources)) complete(source, 'source');
  const ends = new Map();
  for (const fact of raw.facts) {
    complete(fact, 'fact');
    ends.set(fact.id, fact);
    for (const stage of fact.stages) {
      complete(stage, 'stage');
      stage.evidence.forEach((evidence) => complete(evidence, 'evidence'));
    }
  }
  for (const dispute of Object.values(raw.disputes)) {
    for (const position of dispute.positions) {
      position.facts ??= [];
      position.evidence ??= [];
      position.evidence.forEach((evidence) => complete(evidence, 'evidence'));
    }
  }
  for (const edge of raw.network.edges) {
    const { subject, object } = ends.get(edge.id);
    edge.from ??= subject;
    edge.to ??= object;
  }
}

/** @returns {Object} a date record, such as the data brings, from "1992", "2025-11" or "2025-11-06". */
function plainDate(text) {
  const [year, month, day] = text.split('-');
  const words = [day && Number(day), month && MONTHS[Number(month) - 1], Number(year)].filter(Boolean).join(' ');
  const from = `${text}-01-01`.slice(0, 10);
  return { text, words, from, to: parseDay(text) ?? from, endFrom: null, endTo: null };
}

/** @returns {Map<string, Object>} the list as a Map, each row keeping its place in `order`. */
function mapById(rows) {
  return new Map(rows.map((row, order) => [row.id, Object.assign(row, { order })]));
}

/** @returns {Map<string, Object>} the object as a Map, each value knowing its id. */
function mapOf(rows) {
  return new Map(Object.entries(rows).map(([id, row]) => [id, Object.assign(row, { id })]));
}

/** Derive what the page asks of a fact again and again. */
function indexFact(model, fact) {
  const relation = model.relations.get(fact.relation);
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
  for (const id of fact.sources) model.sources.get(id).facts.push(fact);
  model.entities.get(fact.subject).facts.push(fact);
  if (fact.object && fact.object !== fact.subject) model.entities.get(fact.object).facts.push(fact);
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
