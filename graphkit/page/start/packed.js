'use strict';
/* The one script that stands in the page as text. What is large comes packed: gzipped, in base64, in
   elements that do not run: vis-network, the scripts of the page, the data. Nothing is fetched: the
   streams run in memory. graphkit/page_files.py is the other end. */

/**
 * Unpack a text of the page.
 * @param {string} id of the element that holds it gzipped, in base64
 * @returns {Promise<string>}
 */
async function unpack(id) {
  const letters = atob(document.getElementById(id).textContent);
  // A plain loop: Uint8Array.from asks a function for each of a million letters.
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place += 1) bytes[place] = letters.charCodeAt(place);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}

/**
 * Run a script that came packed. The policy of the page names the hash of the very text that is
 * unpacked, so that a browser refuses any other one, as if it had stood in the page from the start.
 * @param {string} text
 */
function runUnpacked(text) {
  const script = document.createElement('script');
  script.textContent = text;
  document.head.append(script);
  // It has run; half a million letters need not stay in the page that is saved or searched.
  script.remove();
}

/** The data as JSON; main.js starts the page with them. */
const unpackedData = unpack('graph-data');

Promise.all(['vis-network', 'page-script'].map(unpack)).then((scripts) => scripts.forEach(runUnpacked));
