import { t } from '../words/words.ts'
/** What is wrong with a webhook's address, or null; none at all is fine. */
export const checkWebhook = (text: string): string | null => {
  const address = text.trim()
  if (address === '') return null
  const isUrl = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
  return isUrl ? null : t('A whole address that begins with https:// or http://')
}
