/* Texts that readers take along. */

/**
 * @param {string} text
 * @param {HTMLElement} [holder] takes a field for a moment; while a dialogue is open, only what is in it can be selected
 * @returns {Promise<boolean>} whether the text reached the clipboard
 */
async function copyText(text, holder = document.body) {
  try {
    // In a frame the host may forbid it; a browser that can tell is not asked in vain.
    if (document.featurePolicy?.allowsFeature('clipboard-write') === false) throw new Error('forbidden');
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = element('textarea', { class: 'visually-hidden', 'aria-hidden': 'true', tabindex: '-1' });
    area.value = text;
    const focused = document.activeElement;
    holder.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    // Selecting took the focus; who works by keyboard goes on where they were.
    focused?.focus();
    return done;
  }
}
