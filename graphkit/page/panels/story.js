/* The story: moments that a curator wrote, told one after another on a card over the dossier. */

const SWIPE = 44;

/**
 * Switch on what hides the focus of a moment, and nothing else.
 * @param {Object} state its days are already those of the moment
 * @returns {Array<string>} what was switched on, as the page calls it
 */
function uncover(model, state, focus) {
  const opened = new Set();
  const show = (group, id, name) => { if (state.hidden[group].delete(id)) opened.add(name); };
  const set = (key, value, name) => {
    if (state[key] === value) return;
    state[key] = value;
    opened.add(name);
  };
  const fact = focus.type === 'fact' ? model.facts.get(focus.id) : null;
  const ends = fact ? [fact.subject, fact.object].filter(Boolean) : [focus.id];
  for (const id of ends) {
    show('kinds', model.entities.get(id).kind, 'Kinds');
    state.focus?.add(id);
  }
  if (fact) {
    const standing = stateOf(model, fact, state.asOf, state.knownBy);
    show('relations', fact.relation, 'Relations');
    if (standing) show('stages', standing.stage, 'Stages');
    if ([...fact.sources].every((id) => state.hidden.sources.has(id))) {
      for (const id of fact.sources) show('sources', id, 'Sources');
    }
    if (fact.undated) set('undated', true, 'Undated');
    if (fact.disputes.length) set('disputed', true, 'Disputed');
    if (!standing) set('hideInactive', false, 'Hide inactive');
  } else if (state.hideInactive) {
    state.compute();
    if (state.nodes.get(focus.id) === 'off') set('hideInactive', false, 'Hide inactive');
  }
  return [...opened];
}

/**
 * @param {HTMLElement} body of the dossier; the card stands before it
 * @param {Object} model
 * @param {Object} state
 * @param {{changed: function(?Object): void, open: function(): void, announce: function(string): void}} parts
 *   `changed` is called with the target to show after a moment was set or the story left, `open`
 *   brings the card up where it is in a sheet
 * @returns {?Object} refresh, tell, turn, focus; null where the project tells no story
 */
function createStory(body, model, state, { changed, open, announce }) {
  const { moments } = model;
  if (!moments.length) return null;
  const button = (text, press, attributes = {}) => element('button', { type: 'button', on: { click: press }, ...attributes }, text);
  const kicker = element('p', { class: 'kicker' });
  const title = element('h3', {});
  const text = element('p', { class: 'story-text' });
  const apart = element('p', { class: 'story-apart', hidden: true });
  const steps = element('div', { class: 'story-bar', 'aria-hidden': 'true' }, moments.map(() => element('span')));
  const previous = button('Previous moment', () => turn(-1));
  const next = button('Next moment', () => turn(1));
  const inner = element('div', { class: 'story-inner' }, title, text);
  const card = element('section', { class: 'story', id: 'story', 'aria-label': 'Story', tabindex: '-1', hidden: true },
    steps, element('div', { class: 'story-head' }, kicker, button('Leave the story', leave, { class: 'quiet' })),
    inner, apart, element('div', { class: 'story-turn' }, previous, next));
  body.before(card);
  const bar = document.querySelector('.sheet-bar');
  bar.prepend(button('Story', () => {
    if (state.moment === null) tell(0);
    open();
    card.focus();
  }, { 'aria-controls': 'dossier' }));
  bar.classList.add('three');
  byId('graph-help').append(' Square brackets go to the previous and the next moment of the story.');
  let opened = [];

  /** Tell a moment by its place. */
  function tell(place) {
    const moment = moments[place];
    const { asOf, knownBy, target } = momentView(model, moment);
    const forgot = state.knownBy !== knownBy;
    Object.assign(state, { moment: place, asOf, knownBy });
    opened = [...uncover(model, state, moment.focus), ...(forgot ? ['Known by'] : [])];
    changed(target);
    inner.scrollTop = 0;
    card.parentElement.scrollTop = 0;
    const also = opened.length ? `. ${openedWords(opened)}` : '';
    announce(`Moment ${place + 1} of ${moments.length}: ${moment.title}${also}`);
  }

  /** Go on by some moments; outside the story, begin it. */
  function turn(by) {
    const place = state.moment === null ? 0 : state.moment + by;
    if (place in moments) tell(place);
    else announce(by > 0 ? 'This is the last moment' : 'This is the first moment');
  }

  /** Put the card away; the view stays where it is. */
  function leave() {
    const within = card.contains(document.activeElement);
    state.moment = null;
    changed(state.target);
    // Focus must not be lost with the card it was in.
    if (within) body.focus();
    announce('The story is left');
  }

  function refresh() {
    card.hidden = state.moment === null;
    card.parentElement.classList.toggle('telling', !card.hidden);
    if (card.hidden) {
      opened = [];
      return;
    }
    const moment = moments[state.moment];
    kicker.textContent = `${state.moment + 1} of ${moments.length} · ${moment.date.words}`;
    title.textContent = moment.title;
    text.textContent = moment.text;
    // Not `disabled`: that would take the focus from whoever pressed it.
    previous.setAttribute('aria-disabled', String(state.moment === 0));
    next.setAttribute('aria-disabled', String(state.moment === moments.length - 1));
    [...steps.children].forEach((step, place) => step.classList.toggle('told', place <= state.moment));
    const told = momentView(model, moment);
    const away = state.asOf !== told.asOf || state.knownBy !== told.knownBy || !isSameTarget(state.target, told.target);
    const words = away ? 'The view has moved on. ' : opened.length ? openedWords(opened) : '';
    apart.hidden = !words;
    replaceContent(apart, words, away ? button('Back to this moment', () => {
      tell(state.moment);
      card.focus();
    }, { class: 'quiet' }) : null);
  }

  card.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { ArrowLeft: () => turn(-1), ArrowRight: () => turn(1), Escape: leave }[event.key];
    if (!act) return;
    event.preventDefault();
    // Escape would close the sheet as well.
    event.stopPropagation();
    act();
  });
  watchSwipe(card, inner, turn);
  return { refresh, tell, turn, focus: () => card.focus() };
}

/** @returns {string} what a moment had to switch on to be seen. */
function openedWords(names) {
  return `To show this, ${names.join(', ')} ${names.length === 1 ? 'was' : 'were'} reset.`;
}

/**
 * Let a finger or pen turn the moments. Up and down stay with the browser (`touch-action: pan-y`),
 * and so does all that a mouse does: it selects text.
 * @param {HTMLElement} card
 * @param {HTMLElement} inner follows the finger a little, unless less motion was asked for
 * @param {function(number): void} turn
 */
function watchSwipe(card, inner, turn) {
  let from = null;
  const drop = () => {
    from = null;
    inner.style.transform = '';
  };
  card.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'mouse' || !event.isPrimary) return;
    from = { x: event.clientX, y: event.clientY };
  });
  card.addEventListener('pointermove', (event) => {
    if (from && !motionReduced()) inner.style.transform = `translateX(${(event.clientX - from.x) / 4}px)`;
  });
  card.addEventListener('pointercancel', drop);
  card.addEventListener('pointerup', (event) => {
    if (!from) return;
    const [right, down] = [event.clientX - from.x, event.clientY - from.y];
    drop();
    if (Math.abs(right) > SWIPE && Math.abs(right) > 1.5 * Math.abs(down)) turn(right < 0 ? 1 : -1);
  });
}

/**
 * What the overview says of the story.
 * @param {function(number): void} tell
 * @returns {?Array<HTMLElement>} null where there is none
 */
function storyOverview({ model, state, tell }) {
  if (!model.moments.length) return null;
  return [
    element('h3', { class: 'title' }, `The story in ${countWords(model.moments.length, 'moment')}`),
    element('ol', { class: 'story-list' }, model.moments.map((moment, place) => element('li', {},
      pageLink(`moment=${place + 1}`, moment.title, () => tell(place)),
      ' ', element('span', { class: 'story-day' }, moment.date.words)))),
    // Who is in it has its own buttons on the card.
    state.moment === null ? element('p', {}, element('button', { type: 'button', class: 'main', on: { click: () => tell(0) } }, 'Start the story')) : null,
  ];
}
