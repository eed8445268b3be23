import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { onKeyDown } from './app/actions.ts'
import { startTheme } from './app/theme.ts'
import { start } from './features/session/session.ts'
import { browserLocale, startTexts } from './i18n/index.ts'
import { flushDrafts } from './sync/local-db.ts'
import './styles.css'

startTheme()
const texts = startTexts(browserLocale())
document.addEventListener('keydown', onKeyDown)
window.addEventListener('pagehide', () => void flushDrafts())
// A page older than the server's build asks for a piece that is gone: one reload fetches the new page.
window.addEventListener('vite:preloadError', () => {
  if (sessionStorage.getItem('parley.reloaded')) return
  sessionStorage.setItem('parley.reloaded', '1')
  location.reload()
})
void start()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
// In nobody's wrong language, not even for a moment.
await texts
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
