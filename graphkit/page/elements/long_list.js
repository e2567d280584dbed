/* Long lists come a piece at a time: a thousand lines at once would keep the reader waiting. */

const LIST_FIRST = 60;
const LIST_STEP = 200;

/**
 * Fill a list with its first items, and follow it with a button for the next ones.
 * @param {HTMLElement} list empty
 * @param {Array} items
 * @param {function(*): HTMLElement} make
 * @param {{noun: string, first: number, shown: ?Map<string, number>, key: string}} options `shown` keeps, by key, how
 *   many the reader asked for, so that they stay when the list is made anew
 * @returns {Array<HTMLElement>} the list and, where it is long, what follows it
 */
function longList(list, items, make, { noun, first: begin = LIST_FIRST, shown = null, key = '' }) {
  let count = Math.min(items.length, shown?.get(key) ?? begin);
  append(list, items.slice(0, count).map(make));
  if (count === items.length) return [list];
  const left = element('span', { class: 'aside' });
  const button = element('button', { type: 'button', class: 'more-lines' });
  const foot = element('p', { class: 'more-foot' }, button, left);
  const say = () => {
    const rest = items.length - count;
    foot.hidden = rest === 0;
    button.textContent = `Show ${Math.min(rest, LIST_STEP)} more`;
    left.textContent = ` ${numberWords(rest)} of ${countWords(items.length, noun)} are not listed yet.`;
  };
  button.addEventListener('click', () => {
    const first = list.children.length;
    append(list, items.slice(count, count + LIST_STEP).map(make));
    count = Math.min(items.length, count + LIST_STEP);
    shown?.set(key, count);
    say();
    // Who works by keyboard goes on at the first new one.
    list.children[first]?.querySelector('a, button')?.focus();
  });
  say();
  return [list, foot];
}
