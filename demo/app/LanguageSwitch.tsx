import { ActionIcon } from '@mantine/core'
import { useLocation, useNavigate } from 'react-router'
import { getLanguage } from '../words/words.ts'
import { chooseLanguage } from './language.ts'

// Each in its own language: who looks for it reads that one.
const others = {
  en: { language: 'pt-BR', short: 'PT', name: 'Português (PT)', hint: 'Mudar para português' },
  'pt-BR': { language: 'en', short: 'EN', name: 'English (EN)', hint: 'Switch to English' },
} as const

/** Goes to the other language, on the spot. */
export const LanguageSwitch = () => {
  const { state } = useLocation()
  const navigate = useNavigate()
  const { language, short, name, hint } = others[getLanguage()]
  const change = async () => {
    await chooseLanguage(language)
    const params = new URLSearchParams(window.location.search)
    // What the address says goes before what was chosen, so it has to say the same.
    if (!params.has('lang')) return
    params.set('lang', language)
    await navigate({ search: String(params) }, { replace: true, state, preventScrollReset: true })
  }
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      fz="sm"
      fw={600}
      lang={language}
      data-hint={hint}
      aria-label={name}
      onClick={change}
    >
      {short}
    </ActionIcon>
  )
}
