// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useEffect } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { OptimisticDevtools } from 'vzaps-rtk/devtools'
import { Frame } from '../../src/devtools/Frame.tsx'
import type { Body } from '../../src/devtools/use-body.ts'
import { createTodos } from '../optimistic/support/todos.ts'
import { expectConsole } from '../support/console.ts'
import { chord, click, focused, isThere, open, press, renderIn, tools } from './support.tsx'

beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  vi.unstubAllEnvs()
  document.body.replaceChildren()
})

const show = (props: Partial<Parameters<typeof OptimisticDevtools>[0]> = {}) => {
  const { api, store } = createTodos()
  return renderIn(store, <OptimisticDevtools api={api} {...props} />)
}

const dock = () => tools().queryByRole('separator')

describe('the dock', () => {
  test('is opened and closed by its button, and loads its body then', async () => {
    show()
    expect(dock()).toBeNull()
    await open()
    expect(dock()).not.toBeNull()
    expect(tools().getByRole('region', { name: 'Developer tools' })).toBe(focused())
    await click('Close the developer tools')
    expect(dock()).toBeNull()
  })

  test('is opened by its chord, which takes the focus there and back to where it was', async () => {
    show()
    const input = document.body.appendChild(document.createElement('input'))
    input.focus()
    await chord(input)
    await tools().findByRole('tablist')
    expect(tools().getByRole('region', { name: 'Developer tools' })).toBe(focused())
    input.focus()
    await chord(input)
    expect(dock()).not.toBeNull()
    expect(document.activeElement).not.toBe(input)
    await chord()
    expect(dock()).toBeNull()
    expect(document.activeElement).toBe(input)
  })

  test('has the chord that an app gives it, or none', async () => {
    const { unmount } = show({ chord: 'Ctrl+F9' })
    await chord(document.body)
    expect(dock()).toBeNull()
    await press('F9', { ctrlKey: true }, document.body)
    expect(dock()).not.toBeNull()
    unmount()
    localStorage.clear()
    show({ chord: false })
    await chord(document.body)
    expect(dock()).toBeNull()
  })

  test('Escape closes it, and no dialog of the app hears of that', async () => {
    show()
    const heard = vi.fn()
    window.addEventListener('keydown', heard, { capture: true })
    await open()
    await press('Escape')
    expect(dock()).toBeNull()
    expect(heard).not.toHaveBeenCalled()
    await press('Escape', {}, document.body)
    expect(heard).toHaveBeenCalledOnce()
    window.removeEventListener('keydown', heard, { capture: true })
  })

  test('hears Escape before a dialog that stands before it in the app', async () => {
    const heard = vi.fn()
    const Dialog = () => {
      useEffect(() => {
        window.addEventListener('keydown', heard, { capture: true })
        return () => window.removeEventListener('keydown', heard, { capture: true })
      }, [])
      return null
    }
    const { api, store } = createTodos()
    renderIn(
      store,
      <>
        <Dialog />
        <OptimisticDevtools api={api} />
      </>,
    )
    await open()
    await press('Escape')
    expect(dock()).toBeNull()
    expect(heard).not.toHaveBeenCalled()
  })

  test('keeps its keys and clicks to itself', async () => {
    show()
    await open()
    const heard = vi.fn()
    for (const type of ['keydown', 'click', 'focusin']) document.addEventListener(type, heard)
    await press('/', {}, tools().getByRole('searchbox'))
    await click('Operations', 'tab')
    expect(heard).not.toHaveBeenCalled()
    for (const type of ['keydown', 'click', 'focusin']) document.removeEventListener(type, heard)
  })

  test('is made higher and lower with the keyboard, and says how high it is', async () => {
    show()
    await open()
    const grip = tools().getByRole('separator', { name: 'Height of the developer tools' })
    expect(grip.getAttribute('aria-valuenow')).toBe('45')
    await press('ArrowUp', {}, grip)
    expect(grip.getAttribute('aria-valuenow')).toBe('50')
    await press('End', {}, grip)
    expect(grip.getAttribute('aria-valuenow')).toBe('90')
    await press('ArrowUp', {}, grip)
    expect(grip.getAttribute('aria-valuenow')).toBe('90')
    await press('Home', {}, grip)
    expect(grip.getAttribute('aria-valuenow')).toBe('20')
  })

  test('and with a pointer', async () => {
    show()
    await open()
    const grip = tools().getByRole('separator')
    const held = new Set<number>()
    Object.assign(grip, {
      setPointerCapture: (id: number) => held.add(id),
      hasPointerCapture: (id: number) => held.has(id),
    })
    const at = (percent: number) => ({
      pointerId: 1,
      clientY: window.innerHeight * (1 - percent / 100),
    })
    await act(async () => fireEvent.pointerMove(grip, at(70)))
    expect(grip.getAttribute('aria-valuenow')).toBe('45')
    await act(async () => fireEvent.pointerDown(grip, at(45)))
    await act(async () => fireEvent.pointerMove(grip, at(70)))
    expect(grip.getAttribute('aria-valuenow')).toBe('70')
  })

  test('is found as it was left: open, as high, on the same tab', async () => {
    const { unmount } = show()
    await open()
    await press('ArrowUp', {}, tools().getByRole('separator'))
    await click('Operations', 'tab')
    unmount()
    expect(isThere()).toBe(false)
    show()
    const tab = await tools().findByRole('tab', { name: 'Operations' })
    expect(tab.getAttribute('aria-selected')).toBe('true')
    expect(tools().getByRole('separator').getAttribute('aria-valuenow')).toBe('50')
  })

  test.each(['not JSON', '{"height":"x","isOpen":1,"tab":{}}', 'null', '[]'])(
    'begins anew where what was remembered is %s',
    async (text) => {
      localStorage.setItem('vzaps-rtk/devtools/todos', text)
      show()
      expect(dock()).toBeNull()
      await open()
      expect(tools().getByRole('separator').getAttribute('aria-valuenow')).toBe('45')
    },
  )

  test('works where the page may store nothing', async () => {
    vi.stubGlobal('localStorage', undefined)
    show()
    await open()
    await click('Close the developer tools')
    expect(dock()).toBeNull()
    vi.unstubAllGlobals()
  })

  test('leaves room below the page while it is open, and no longer', async () => {
    document.body.style.paddingBottom = '3px'
    show()
    await open()
    expect(document.body.style.paddingBottom).toBe('45vh')
    expect(document.body.style.getPropertyValue('--vzaps-devtools-height')).toBe('45vh')
    await click('Close the developer tools')
    expect(document.body.style.paddingBottom).toBe('3px')
    expect(document.body.style.getPropertyValue('--vzaps-devtools-height')).toBe('')
    document.body.style.paddingBottom = ''
  })
})

describe('the tabs', () => {
  test('are one stop of the Tab key; the arrows, Home and End go from one to the other', async () => {
    show()
    await open()
    const tabs = tools().getAllByRole('tab')
    const stops = () => tabs.map((tab) => tab.tabIndex)
    expect(stops().filter((stop) => stop === 0)).toHaveLength(1)
    tabs[0]?.focus()
    await press('ArrowLeft')
    expect(focused()).toBe(tabs.at(-1))
    expect(stops().at(-1)).toBe(0)
    await press('ArrowRight')
    expect(focused()).toBe(tabs[0])
    await press('End')
    expect(focused()).toBe(tabs.at(-1))
    await press('Home')
    expect(focused()).toBe(tabs[0])
    expect(tools().getByRole('tabpanel', { name: tabs[0]?.textContent ?? '' })).toBeTruthy()
  })
})

describe('beside a modal', () => {
  const modal = () => {
    const element = document.createElement('div')
    element.setAttribute('aria-modal', 'true')
    element.setAttribute('role', 'dialog')
    element.append(document.createElement('button'))
    return element
  }
  const host = () => document.querySelector('[data-vzaps-devtools]')

  test('it stands in the modal, where no trap takes its focus, and comes back when that closes', async () => {
    show()
    await open()
    const input = tools().getByRole('searchbox')
    input.focus()
    const dialog = modal()
    await act(async () => document.body.append(dialog))
    expect(dialog.contains(host())).toBe(true)
    expect(focused()).toBe(input)
    await act(async () => dialog.remove())
    expect(host()?.parentElement).toBe(document.body)
    expect(focused()).toBe(input)
    expect(tools().getByRole('searchbox')).toBe(input)
  })

  test('of two it stands in the one that is used', async () => {
    show()
    const [one, other] = [modal(), modal()]
    document.body.append(one, other)
    one.querySelector('button')?.focus()
    await act(async () => one.setAttribute('aria-hidden', 'false'))
    expect(one.contains(host())).toBe(true)
  })

  test('it is not hidden by who hides all that is not the modal', async () => {
    show()
    await act(async () => {
      host()?.setAttribute('aria-hidden', 'true')
      host()?.setAttribute('inert', '')
    })
    expect(host()?.hasAttribute('aria-hidden')).toBe(false)
    expect(host()?.hasAttribute('inert')).toBe(false)
  })
})

describe('in production', () => {
  test('there is nothing, unless an app asks for it', () => {
    vi.stubEnv('NODE_ENV', 'production')
    const { unmount } = show()
    expect(isThere()).toBe(false)
    unmount()
    show({ enabled: true })
    expect(isThere()).toBe(true)
  })

  test('and in development nothing where it is switched off', () => {
    show({ enabled: false })
    expect(isThere()).toBe(false)
  })
})

describe('a chord', () => {
  test.each([
    ['K', 'goes off while somebody types'],
    ['Shift+K', 'goes off while somebody types'],
    ['Ctrl+', 'has no key to press'],
    ['Ctrl+Alt', 'has no key to press'],
    ['Strg+K', "holds 'strg'"],
    [7 as never, 'is no text'],
  ])('%s is refused, with what to write instead', (text, why) => {
    const { api, store } = createTodos()
    const draw = () => renderIn(store, <OptimisticDevtools api={api} chord={text} />)
    expect(draw).toThrow(TypeError)
    expect(draw).toThrow(why)
    expect(draw).toThrow("Write it like 'Alt+Shift+D'")
  })
})

describe('a body that does not load', () => {
  test('is told as an error that can be tried again', async () => {
    let tries = 0
    const Loaded: Body = () => <p>here it is</p>
    const load = async () => {
      if (++tries < 3) throw new Error('no network')
      return Loaded
    }
    render(<Frame name="x" shortcut={undefined} load={load} connect={() => {}} />)
    fireEvent.click(screen.getByRole('button'))
    expect((await screen.findByRole('alert')).textContent).toContain('no network')
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect((await screen.findByRole('alert')).textContent).toContain('no network')
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('here it is')).toBeTruthy()
    expect(tries).toBe(3)
  })

  test('nor does one that fails take more than itself away', async () => {
    expectConsole('error', /broken|Error/)
    let isBroken = true
    const Broken: Body = () => {
      if (isBroken) throw new Error('broken')
      return <p>mended</p>
    }
    render(<Frame name="x" shortcut={undefined} load={async () => Broken} connect={() => {}} />)
    fireEvent.click(screen.getByRole('button'))
    expect((await screen.findByRole('alert')).textContent).toContain('broken')
    isBroken = false
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('mended')).toBeTruthy()
  })
})
