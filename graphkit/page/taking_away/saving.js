/* Save SVG and Save image: the sheet as a file. A picture of dots is taken of the very SVG. */

/** Of a PNG: 300 dots an inch on A4, then less, where a browser has no room for so large a picture. */
const PNG_WIDTHS = [3508, 2480, 1754];
/** After so many milliseconds a browser has surely begun to write the file. */
const REVOKE_AFTER = 20000;

/** @returns {Blob} an SVG file. */
function svgFile(svg) {
  return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', new XMLSerializer().serializeToString(svg), '\n'], { type: 'image/svg+xml' });
}

/**
 * @param {SVGElement} svg a sheet; its width and height are set
 * @param {number} width pixels
 * @returns {Promise<?Blob>} null where the browser has no room for it
 */
async function pngFile(svg, width) {
  const height = Math.round((width * SHEET.height) / SHEET.width);
  // Some browsers draw an SVG as large as it says that it is, and enlarge the dots.
  svg.setAttribute('width', width);
  svg.setAttribute('height', height);
  const url = URL.createObjectURL(svgFile(svg));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0, width, height);
    // A canvas that is too large stays empty and says nothing; the paper of the sheet is opaque.
    if (context.getImageData(width - 1, height - 1, 1, 1).data[3] !== 255) return null;
    const file = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
    return file && await sizedPng(file, width);
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @returns {number} the checksum of a part of a PNG, as its specification has it (CRC-32). */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

/**
 * Write into a PNG how large it is on paper: a canvas says nothing of it, and a layout program
 * would place 3,508 dots as more than a metre.
 * @param {Blob} file
 * @param {number} width dots of the sheet's width
 * @returns {Promise<Blob>} with a pHYs part behind the head, which always takes 33 bytes
 */
async function sizedPng(file, width) {
  const dots = Math.round(width / (SHEET.width / 120) / 0.0254);
  const part = new DataView(new ArrayBuffer(21));
  part.setUint32(0, 9);
  [...'pHYs'].forEach((letter, place) => part.setUint8(4 + place, letter.charCodeAt(0)));
  part.setUint32(8, dots);
  part.setUint32(12, dots);
  part.setUint8(16, 1);
  part.setUint32(17, checksum(new Uint8Array(part.buffer, 4, 13)));
  return new Blob([file.slice(0, 33), part.buffer, file.slice(33)], { type: file.type });
}

/** Hand a file to the browser, to be saved under a name. */
function download(file, name) {
  const url = URL.createObjectURL(file);
  const link = element('a', { href: url, download: name, class: 'visually-hidden', 'aria-hidden': 'true', tabindex: '-1' });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER);
}

/**
 * @param {{svg: HTMLButtonElement, png: HTMLButtonElement}} buttons
 * @param {{model: Object, state: Object, renderer: Object}} page
 * @param {function(string): void} announce
 * @param {function(...(Node|string|null)): void} note says something for all to see
 */
function createSaving(buttons, page, announce, note) {
  const sheet = () => drawSheet(page, { legend: true });

  function save(button, file, name, remark) {
    download(file, name);
    // No page can tell whether the frame it is in lets files through.
    const framed = window.self !== window.top
      ? [` If no file came, the page around this one does not allow it: `, element('a', { href: location.href, target: '_blank', rel: 'noopener' }, 'open this page on its own'), ' and save there.'] : [];
    if (remark || framed.length) note(`Saved as ${name}.${remark}`, framed);
    showDone(button, 'Saved');
    announce(`Saved as ${name}`);
  }

  buttons.svg.addEventListener('click', () => {
    save(buttons.svg, svgFile(sheet()), `${fileStem(page.model, page.state)}.svg`, '');
  });
  buttons.png.addEventListener('click', async () => {
    if (buttons.png.getAttribute('aria-busy') === 'true') return;
    buttons.png.setAttribute('aria-busy', 'true');
    const svg = sheet();
    const name = `${fileStem(page.model, page.state)}.png`;
    for (const width of PNG_WIDTHS) {
      const file = await pngFile(svg, width);
      if (!file) continue;
      save(buttons.png, file, name, width === PNG_WIDTHS[0] ? ''
        : ` It is ${width.toLocaleString('en')} dots wide: this browser has no room for more. Save SVG is sharp at any size.`);
      buttons.png.removeAttribute('aria-busy');
      return;
    }
    note('This browser has no room for so large a picture. Save SVG keeps it as lines, which need less.');
    buttons.png.removeAttribute('aria-busy');
  });
}
