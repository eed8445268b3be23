// Runs before the first paint, so that a dark desk is never lit by a white flash.
;(function () {
  var theme = 'system'
  try {
    theme = JSON.parse(localStorage.getItem('parley.preferences') || '{}').theme || 'system'
  } catch {
    theme = 'system'
  }
  var dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
