import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app.css'
import './rows.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ignoreHeldKeys } from '../ui/held-keys.ts'
import { historyGate } from '../ui/history-gate.ts'
import { App } from './App.tsx'
import { beginToSpeak } from './language.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

ignoreHeldKeys(window)
historyGate.open()
void beginToSpeak().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
)
