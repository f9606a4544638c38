// Sets the theme before anything is drawn, so that a dark page never flashes white. The app keeps it up to date.
(() => {
  let theme = 'system';
  try {
    theme = JSON.parse(localStorage.getItem('sluice:frame') ?? '{}').theme ?? 'system';
  } catch {
    // Nothing is remembered: the system's theme it is.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
