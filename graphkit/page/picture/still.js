/* The picture as it stands, set anew for another ground: paper has its own size and its own
   colours, and no one points at it. What is drawn is the same: view, filters, choice, camera. */

/** @returns {Object} the colours of the light theme on white, whatever the screen has: so is what it is printed on. */
function paperPalette(colourIds) {
  const tokens = Object.assign({}, ...Object.values(LOOK.themes.light));
  tokens.paper = tokens.field;
  return readPalette(colourIds, (name) => (Object.hasOwn(tokens, name) ? tokens[name] : ''));
}

/**
 * A camera over nothing but a size, with as much of vis-network's as drawing asks for.
 * @param {{clientWidth: number, clientHeight: number}} host
 */
function createStillCamera(host) {
  let scale = 1;
  let position = { x: 0, y: 0 };
  return {
    getScale: () => scale,
    getViewPosition: () => position,
    moveTo(target) { ({ scale, position } = target); },
    canvasToDOM: ({ x, y }) => ({
      x: (x - position.x) * scale + host.clientWidth / 2, y: (y - position.y) * scale + host.clientHeight / 2,
    }),
    DOMtoCanvas: ({ x, y }) => ({
      x: (x - host.clientWidth / 2) / scale + position.x, y: (y - host.clientHeight / 2) / scale + position.y,
    }),
  };
}

/** @returns {{width: number, height: number}} pixels that the screen's picture has or, while it is hidden, had. */
function seenSize({ network }) {
  const { canvas } = network.canvas.frame;
  const ratio = network.canvas.pixelRatio ?? 1;
  return { width: Math.max(canvas.width / ratio, 1), height: Math.max(canvas.height / ratio, 1) };
}

/**
 * Set the scene of the screen on paper.
 * @param {Object} scene
 * @param {{width: number, height: number}} room
 * @param {boolean} moved whether the reader moved the camera; otherwise the whole is fitted anew
 * @returns {Object} a scene that shares nothing with the first that drawing changes
 */
function stillScene(scene, room, moved) {
  const host = { clientWidth: room.width, clientHeight: room.height };
  const { model, network } = scene;
  const places = scene.places(scene.state.focus);
  const fitted = stretchToFit(places, host);
  // Who moved the camera sees at least what the screen shows, in the shape that it has there.
  const seen = seenSize(scene);
  const grown = Math.min(room.width / seen.width, room.height / seen.height);
  const stretch = moved ? { x: scene.stretch.x * grown, y: scene.stretch.y * grown, size: fitted.size } : fitted;
  const nodes = drawnMarks(places, stretch, scene.state.focus, model);
  const edges = new Map([...scene.edges.values()].map(({ id, line, symmetric }) => (
    [id, Object.assign(createEdge(line, nodes), { symmetric })])));
  const own = (list) => list.map(({ id }) => edges.get(id));
  const still = {
    ...scene, host, stretch, nodes, edges, size: stretch.size, network: createStillCamera(host),
    lineOf: new Map([...scene.lineOf].map(([fact, { id }]) => [fact, edges.get(id)])), many: own(scene.many), disputed: own(scene.disputed),
    palette: paperPalette(model.colours.keys()), batches: [], hover: null, aim: null, covered: 0, headroom: () => 0, footroom: () => 0,
    extent: extentOf(nodes.values()),
  };
  if (moved) {
    const { scale, position } = scene.aim ?? { scale: network.getScale(), position: network.getViewPosition() };
    still.network.moveTo({ scale, position: { x: position.x * grown, y: position.y * grown } });
  } else {
    fitCamera(still, false);
  }
  styleEdges(still);
  return still;
}

/**
 * What a still scene shows, for its legend and its counts.
 * @returns {{state: Object, kinds: Set<string>, entities: Array<Object>, facts: Array<Object>, ghosts: boolean,
 *   disputed: boolean, hollow: ?string, many: boolean, more: boolean, detail: boolean}} entities and facts of the
 *   view that are drawn; `detail` where some lie outside the frame
 */
function shownIn({ state, nodes, edges, disputed, network, host }) {
  const there = [...nodes.values()].filter(({ id }) => state.nodes.get(id) !== 'off');
  const lines = [...edges.values()].filter(({ look }) => look);
  const facts = lines.flatMap((line) => line.facts);
  const outside = ({ x, y }) => x < 0 || y < 0 || x > host.clientWidth || y > host.clientHeight;
  const active = there.filter(({ id }) => state.nodes.get(id) === 'on');
  return {
    state,
    kinds: new Set(there.map(({ kind }) => kind)),
    entities: active,
    facts: facts.filter(({ id }) => state.shown.get(id) === 'on' && state.view.get(id).group !== 'negative'),
    ghosts: active.length < there.length || facts.some(({ id }) => state.shown.get(id) === 'ghost'),
    disputed: disputed.some(({ look }) => look?.level >= 2),
    hollow: there.find(({ hollow }) => hollow)?.kind ?? null,
    many: lines.some(({ isMany, count }) => isMany && count > 1),
    more: there.some(({ more }) => more),
    detail: active.some((node) => outside(network.canvasToDOM(node))),
  };
}
