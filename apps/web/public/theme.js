// Sets the theme before the first paint. A file of its own, because the content security policy allows no inline script.
// Writes the same attribute and reads the same key as src/lib/theme.ts.
;(() => {
  let choice = 'system'
  try {
    choice = localStorage.getItem('gatehouse.theme') || 'system'
  } catch {
    // storage may be forbidden; the system's theme is a good answer then
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
