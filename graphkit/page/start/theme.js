/* Light, dark, or as the system has it. */

const THEMES = ['system', 'light', 'dark'];
const THEME_KEY = 'graphkit-theme';

/**
 * @param {HTMLElement} button goes round the three
 * @param {function(): void} changed called when the colours changed
 * @param {function(string): void} announce
 */
function createTheme(button, changed, announce) {
  let theme = 'system';
  try {
    theme = localStorage.getItem(THEME_KEY) ?? 'system';
  } catch {
    // A page opened from disk may have no storage; it then starts with the system's theme.
  }
  const apply = () => {
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    button.title = `Now: ${theme}`;
  };
  button.addEventListener('click', () => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
    // The first press always shows a difference.
    const order = dark ? ['system', 'light', 'dark'] : ['system', 'dark', 'light'];
    theme = order[(order.indexOf(theme) + 1) % order.length];
    try {
      localStorage.setItem(THEME_KEY, theme);
    } catch {
      // Not kept; the choice still holds until the page is closed.
    }
    apply();
    changed();
    announce(`Theme: ${theme}`);
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
  if (!THEMES.includes(theme)) theme = 'system';
  apply();
}
