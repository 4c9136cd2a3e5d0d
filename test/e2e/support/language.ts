import type { Page } from '@playwright/test'
import { ptBR } from '../../../demo/words/pt-br.ts'

/** A pattern of everything that a sentence may be with its values in it. */
const patternOf = (sentence: string): string =>
  sentence
    .split(/\{\w+\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.+')

const formsOf = (said: string | { readonly one: string; readonly other: string }) =>
  typeof said === 'string' ? [said] : Object.values(said)

/** The sentences of a language; what both have says nothing about which one it is. */
const patterns = {
  en: Object.entries(ptBR)
    .filter(([english, said]) => !formsOf(said).includes(english))
    .map(([english]) => patternOf(english)),
  'pt-BR': Object.entries(ptBR)
    .flatMap(([english, said]) => formsOf(said).filter((text) => text !== english))
    .map(patternOf),
}

/** What is to be read on the screen or heard of it, its title included, that is a sentence of a language and not of the other. */
export const saidIn = (page: Page, language: keyof typeof patterns): Promise<string[]> => {
  const { en, 'pt-BR': pt } = patterns
  const [wanted, others] = language === 'en' ? [en, pt] : [pt, en]
  return page.evaluate(
    ({ wanted, others }) => {
      const [is, isOther] = [wanted, others].map(
        (list) => new RegExp(`^(${list.join('|')})$`, 's'),
      ) as [RegExp, RegExp]
      const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'data-hint']
      const read = new Set([document.title])
      for (const element of document.body.querySelectorAll('*')) {
        // Code is English everywhere, and the switch names the language that it leads to.
        if (element.closest('pre, code, [lang]:not(html)')) continue
        // So are the gateway's own names of events.
        const option = element.closest('option, [role=option]')
        if (option && option.getAttribute('value') === option.textContent) continue
        const hasText = [...element.childNodes].some(({ nodeType }) => nodeType === Node.TEXT_NODE)
        if (hasText) read.add(element.textContent.trim())
        for (const name of attributes) read.add(element.getAttribute(name)?.trim() ?? '')
      }
      return [...read].filter((text) => is.test(text) && !isOther.test(text))
    },
    { wanted, others },
  )
}

/** Texts that are cut where no dots say so, and fields whose hint does not fit; and how far the page goes sideways, in px. */
export const cutOn = (page: Page): Promise<{ sideways: number; texts: string[] }> =>
  page.evaluate(() => {
    const isSeen = (element: HTMLElement) => element.clientWidth > 1 && element.checkVisibility()
    const isCut = (element: HTMLElement) => {
      const { overflowX, textOverflow } = getComputedStyle(element)
      const isHidden = overflowX === 'hidden' || overflowX === 'clip'
      return (
        isHidden && textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1
      )
    }
    const brush = document.createElement('canvas').getContext('2d')
    const isHintCut = (field: HTMLInputElement) => {
      if (!brush || field.value !== '') return false
      const { font, paddingLeft, paddingRight } = getComputedStyle(field)
      brush.font = font
      const room =
        field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
      return brush.measureText(field.placeholder).width > room + 1
    }
    const all = [...document.querySelectorAll<HTMLElement>('body *')].filter(isSeen)
    const texts = all
      .filter((element) =>
        element instanceof HTMLInputElement
          ? isHintCut(element)
          : element.textContent.trim() !== '' && isCut(element),
      )
      .map((element) =>
        element instanceof HTMLInputElement ? element.placeholder : element.textContent.trim(),
      )
    const { scrollWidth, clientWidth } = document.documentElement
    return { sideways: scrollWidth - clientWidth, texts }
  })
