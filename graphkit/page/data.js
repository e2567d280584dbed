/* The data as it comes: what the exporter left out is put back here, once, in place. The contract
   is told by the docstrings of graphkit/projections/page.py and lives.py. */

/** What a record means when it leaves a field out. */
const DEFAULTS = {
  relation: { inverse: null, symmetric: false },
  entity: { name: '', short: null, type: null, date: null, aliases: [], note: null, unnamed: false },
  source: {
    title: null, kind: null, publisher: null, author: [], published: null, publishedNote: null,
    url: null, archived: null, cites: [], note: null, hasText: false,
  },
  fact: {
    object: null, value: null, role: null, field: null, says: null, about: null, confidence: null,
    rank: null, reason: null, note: null, stages: [], disputes: [], badges: [],
  },
  stage: {
    agents: [], date: null, attested: null, due: null, condition: null, note: null,
    firstAttested: null, evidence: [],
  },
  evidence: { at: null, speakers: null, cites: [], stance: 'supports', note: null },
  dispute: { question: '', kind: null, about: [], positions: [] },
  position: { says: '', facts: [], evidence: [] },
};

/** How a fact stands, as the bits of a row's third number. */
const CERTAIN = 1;
const HOLDS = 2;
const RAN_OUT = 4;

/**
 * Unpack the data, which are JSON, gzipped, in base64. Nothing is fetched: the stream runs in memory.
 * @param {string} text
 * @returns {Promise<Object>}
 */
async function readData(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

/**
 * Put back what the exporter left out.
 * @param {Object} raw what readData gives; afterwards dates are {words, from, to, endFrom,
 *   endTo}, the plain ones with their text, and the rows of lives are [day, stage, certain, holds,
 *   label, record], record being the stage record that the state rests on
 */
function spellOut(raw) {
  const dates = new Map(Object.entries(raw.dates));
  const sources = new Map(Object.entries(raw.sources));
  const relations = new Map();
  for (const relation of raw.vocabulary.relations) {
    complete(relation, 'relation');
    relations.set(relation.id, relation);
  }
  for (const entity of Object.values(raw.entities)) {
    complete(entity, 'entity');
    entity.short ??= entity.name;
    entity.date = dateOf(dates, entity.date);
  }
  for (const source of sources.values()) {
    complete(source, 'source');
    source.published = dateOf(dates, source.published);
  }
  for (const fact of raw.facts) {
    complete(fact, 'fact');
    fact.id ??= usualId(fact);
    for (const stage of fact.stages) {
      complete(stage, 'stage');
      stage.stage ??= relations.get(fact.relation).stage;
      for (const key of ['date', 'attested', 'due']) stage[key] = dateOf(dates, stage[key]);
      stage.firstAttested ??= stage.attested?.to ?? null;
      stage.evidence = stage.evidence.map((evidence) => spellEvidence(evidence, sources));
    }
    spellLife(fact);
  }
  for (const dispute of Object.values(raw.disputes)) {
    complete(dispute, 'dispute');
    for (const position of dispute.positions) {
      complete(position, 'position');
      position.evidence = position.evidence.map((evidence) => spellEvidence(evidence, sources));
    }
  }
}

/** Fill the fields that a record leaves out. */
function complete(record, kind) {
  for (const [key, value] of Object.entries(DEFAULTS[kind])) {
    if (record[key] === undefined) record[key] = Array.isArray(value) ? [] : value;
  }
}

/** @returns {string} the id of a fact that comes without one. */
function usualId({ subject, relation, object }) {
  const verb = relation.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
  return [subject, verb, object].filter(Boolean).join('-');
}

/** @returns {Object} a piece of evidence, also where it came as "source locator". */
function spellEvidence(written, sources) {
  const [source, at] = typeof written === 'string' ? written.split(' ') : [];
  const evidence = source ? { source, at } : written;
  complete(evidence, 'evidence');
  const { publisher, author } = sources.get(evidence.source);
  evidence.speakers ??= publisher ? [publisher] : author;
  return evidence;
}

/** Spell out the rows of a fact's life, and lists that stand for an earlier one. */
function spellLife(fact) {
  let label = '';
  for (const entry of fact.life) {
    if (typeof entry[1] === 'number') {
      entry[1] = fact.life[entry[1]][1];
      continue;
    }
    entry[1] = entry[1].map(([day, place, how, words]) => {
      label = words ?? label;
      const record = fact.stages[place];
      const stage = how & RAN_OUT ? 'ended' : record.stage;
      return [day, stage, Boolean(how & CERTAIN), Boolean(how & HOLDS), label, record];
    });
  }
}

/** @returns {?Object} the date record of a date's text. */
function dateOf(dates, text) {
  if (text === null) return null;
  const bounds = { from: null, to: null, endFrom: null, endTo: null };
  return Object.assign(bounds, dates.get(text) ?? plainDate(text));
}

/** @returns {Object} what "1992", "2025-11" or "2025-11-06" means. */
function plainDate(text) {
  return { text, words: dayWords(text), from: `${text}-01-01`.slice(0, 10), to: parseDay(text) };
}
