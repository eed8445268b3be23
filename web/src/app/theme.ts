import { usePreferences, prefer } from './preferences.ts'

const dark = () => matchMedia('(prefers-color-scheme: dark)')

function paint(): void {
  const { theme } = usePreferences.getState()
  document.documentElement.dataset['theme'] = theme === 'dark' || (theme === 'system' && dark().matches) ? 'dark' : 'light'
}

/** Keeps the page in the chosen theme, following the system where that is the choice. */
export function startTheme(): void {
  paint()
  dark().addEventListener('change', paint)
  usePreferences.subscribe(paint)
}

/** Switches to the other one, whatever is on screen now. */
export function toggleTheme(): void {
  prefer({ theme: document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark' })
}
