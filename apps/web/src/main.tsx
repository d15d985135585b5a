import './ui/tokens.css'
import './ui/gatehouse.css'
import './ui/controls.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app/app.tsx'
import { isApiProblem } from './lib/api-problem.ts'
import { watchTheme } from './lib/theme.ts'

// zod would compile schemas with `new Function`, which the content security policy forbids and reports
z.config({ jitless: true })
watchTheme()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
// an answer such as "not found" has its own page; it is not a fault to report
createRoot(root, { onCaughtError: (error) => !isApiProblem(error) && console.error(error) }).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
