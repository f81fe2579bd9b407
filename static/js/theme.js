// Runs before the first paint: tells Bootstrap which mode the system asks for. Our own tokens need no script.
(() => {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const tell = () => { document.documentElement.dataset.bsTheme = dark.matches ? 'dark' : 'light' }
  tell()
  dark.addEventListener('change', tell)
})()
