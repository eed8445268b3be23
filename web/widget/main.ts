import { startChat } from './chat.ts'
import { isRunning, readSettings } from './settings.ts'
import { complain } from './guard.ts'

// Only known while this very script runs, so it is asked for first.
const script = document.currentScript

function start(): void {
  try {
    const settings = readSettings(script, window.parley)
    if (settings && !isRunning(settings)) startChat(settings)
  } catch (error) {
    complain(error)
  }
}

if (document.body) start()
else document.addEventListener('DOMContentLoaded', start, { once: true })
