import './zodWithoutEval'
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { obeyMenu } from './app/commands'
import { connectFeeds } from './bridge/feeds'

// Before the page has loaded: what the program has to tell waits for that and no longer.
connectFeeds(obeyMenu)

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
