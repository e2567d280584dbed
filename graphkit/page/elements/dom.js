/* Elements are made here and nowhere else, by the DOM API and textContent alone: whatever
   a source or a curator wrote stays text. */

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/**
 * Make an HTML element.
 * @param {string} tag
 * @param {Object<string, *>} [attributes] plain attributes; null and false leave one out.
 *   `on` holds listeners by event name.
 * @param {...(Node|string|number|null|Array)} children
 * @returns {HTMLElement}
 */
function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * Make an SVG element; arguments as for `element`.
 * @returns {SVGElement}
 */
function svgElement(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG_NAMESPACE, tag), attributes, children);
}

/** Set attributes, listeners and children on a new node. */
function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') {
      for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(node, children);
  return node;
}

/** Append children, flattening lists and skipping what is null. */
function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    node.append(child instanceof Node ? child : String(child));
  }
}

/** @returns {HTMLElement} the element of the template with this id. */
function byId(id) {
  return document.getElementById(id);
}

/** Put `children` in place of whatever `node` held. */
function replaceContent(node, ...children) {
  node.replaceChildren();
  append(node, children);
}

/**
 * Join parts with a separator text between them.
 * @param {Array<Node|string|Array|null>} parts empty ones are skipped
 * @param {string} separator
 */
function joined(parts, separator) {
  const kept = parts.filter((part) => part !== null && part !== undefined && part !== '');
  return kept.flatMap((part, index) => (index ? [separator, part] : [part]));
}

/** Show or hide a link target: only http and https ever become links. */
function safeUrl(text) {
  if (!text) return null;
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

const DONE_SHOWN = 2500;
let doneButton = null;

/** Say under a button what it did, for those who see; its own words stay what they are. */
function showDone(button, words) {
  if (doneButton) delete doneButton.dataset.done;
  doneButton = button;
  button.dataset.done = words;
  setTimeout(() => { if (button.dataset.done === words) delete button.dataset.done; }, DONE_SHOWN);
}

/** @returns {boolean} whether the reader asked for less motion. */
function motionReduced() {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
