/* A canvas has no style sheet: the tokens of look.json are read here, and mixed for the canvas. */

/** @returns {function(string): string} what gives the present theme's colour of a token. */
function presentTokens() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

/**
 * @param {Iterable<string>} colourIds the colour groups of the data
 * @param {function(string): string} [token] gives the colour of a token, by default the present theme's
 * @returns {Object} colours for a theme; lines by colour group and emphasis
 */
function readPalette(colourIds, token = presentTokens()) {
  const paper = token('paper');
  const ink = token('ink');
  const dark = luminance(paper) < 0.2;
  const palette = {
    paper,
    ink,
    muted: token('muted'),
    edge: token('edge'),
    rule: token('rule'),
    highlight: token('highlight'),
    ghost: mix(ink, paper, 0.2),
    away: mix(ink, paper, 0.32),
    lines: new Map(),
  };
  for (const id of colourIds) {
    const full = /^#[0-9a-f]{6}$/i.test(token(id)) ? token(id) : token('muted');
    palette.lines.set(id, {
      full,
      closed: fadeTo(full, paper, 3.15),
      away: mix(full, paper, dark ? 0.36 : 0.24),
      ghost: mix(token('muted'), paper, 0.18),
    });
  }
  return palette;
}

/** @returns {Array<number>} red, green, blue of "#rrggbb". */
function channels(colour) {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
}

/** @returns {string} `share` of one colour laid on another. */
function mix(colour, ground, share) {
  const below = channels(ground);
  return `#${channels(colour)
    .map((value, index) => Math.round(value * share + below[index] * (1 - share)).toString(16).padStart(2, '0'))
    .join('')}`;
}

/** @returns {number} relative luminance as WCAG 2 defines it. */
function luminance(colour) {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @returns {number} contrast ratio of two colours, 1 to 21. */
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((first, second) => first - second);
  return (high + 0.05) / (low + 0.05);
}

/** @returns {string} the colour faded towards the ground as far as the contrast allows. */
function fadeTo(colour, ground, least) {
  for (let share = 0.3; share < 1; share += 0.03) {
    const faded = mix(colour, ground, share);
    if (contrast(faded, ground) >= least) return faded;
  }
  return colour;
}
