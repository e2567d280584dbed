/* Legend and dossier as sheets that rise over the picture, where the screen is small. */

/** @returns {number} the pixels of the stage that a sheet hides from below; at its side or above it hides none. */
function coveredBelow(stage, sheet) {
  const [whole, part] = [stage, sheet].map((one) => one.getBoundingClientRect());
  const below = whole.bottom - part.top;
  return part.width < whole.width || below >= whole.height ? 0 : Math.max(0, below);
}

/**
 * On small screens legend and dossier are sheets that rise from below. In a frame they always are
 * sheets, and so are the tools, which have no head of the page to stand in.
 * @returns {{open: function(string): void}}
 */
function createSheets(renderer) {
  const desk = byId('desk');
  const buttons = { legend: byId('open-legend'), dossier: byId('open-dossier') };
  const embedded = 'embed' in document.documentElement.dataset;
  if (embedded) buttons.tools = byId('open-tools');
  const narrow = window.matchMedia(embedded ? 'all' : '(max-width: 1080px)');
  const open = (name) => {
    const left = desk.dataset.sheet;
    // Focus must not be lost with the sheet it was in.
    if (left !== 'none' && left !== name && byId(left).contains(document.activeElement)) buttons[left].focus();
    desk.dataset.sheet = narrow.matches ? name : 'none';
    for (const [key, button] of Object.entries(buttons)) button.setAttribute('aria-expanded', String(desk.dataset.sheet === key));
    renderer.cover(desk.dataset.sheet === 'none' ? 0 : coveredBelow(byId('stage'), byId(name)));
  };
  for (const [name, button] of Object.entries(buttons)) {
    button.addEventListener('click', () => open(desk.dataset.sheet === name ? 'none' : name));
  }
  for (const button of document.querySelectorAll('[data-close]')) button.addEventListener('click', () => open('none'));
  // In a frame the tools stand before the table that one of them has just opened.
  if (embedded) byId('table-button').addEventListener('click', () => open('none'));
  narrow.addEventListener('change', () => open('none'));
  return { open };
}
