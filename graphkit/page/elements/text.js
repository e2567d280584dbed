/* Numbers and days in words, and texts that every file can hold. */

/** What XML cannot hold, in no spelling. */
// eslint-disable-next-line no-control-regex -- they are the very characters that have to go
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
  'September', 'October', 'November', 'December'];

/** @returns {string} "6 November 2025" for "2025-11-06", "November 2025" for "2025-11". */
function dayWords(text) {
  const [year, month, day] = text.split('-').map(Number);
  return [day, MONTHS[month - 1], year < 1000 ? `AD ${year}` : year].filter(Boolean).join(' ');
}

/** @returns {string} a whole number with commas; to ask the browser's locales takes it 30 ms the first time. */
function numberWords(count) {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** @returns {string} a count with its noun. */
function countWords(count, noun) {
  if (count === 1) return `1 ${noun}`;
  return `${numberWords(count)} ${noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}

/** @returns {string} a text that XML can hold. */
function xmlText(text) {
  return String(text).replace(NO_XML, '\ufffd');
}
