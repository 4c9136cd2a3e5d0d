'use client'

import { setupListeners } from '@reduxjs/toolkit/query'
import type { RenderResult } from '@testing-library/react'
import { act, render } from '@testing-library/react'
import type { ReactElement, ReactNode } from 'react'
import { Provider } from 'react-redux'
import type { VZapsApi } from '../react/create.ts'
import { createVZapsApi } from '../react/create.ts'
import { createMockGateway } from './gateway/gateway.ts'
import type { TestSetup, TestStoreOptions } from './testing/test-store.ts'
import { mount, optionsFor } from './testing/test-store.ts'

/** What {@link renderWithVZaps} gives: Testing Library's result, the test's store, api and gateway, and its clock. */
export interface RenderedWithVZaps<A> extends RenderResult, TestSetup<A> {
  /**
   * Moves the gateway's clock by `ms`, and with it the page's timers where a test faked them; resolves when what fell
   * due has been rendered. Pass `advanceTimers`, e.g. `vi.advanceTimersByTimeAsync`.
   */
  advance(ms: number): Promise<void>
}

/** How a component under test is rendered. */
export interface RenderOptions<A> extends TestStoreOptions<A> {
  /** Moves the test runner's fake timers. */
  advanceTimers?: ((ms: number) => unknown) | undefined
  /** Further providers around the component. */
  wrapper?: ((props: { children: ReactNode }) => ReactElement) | undefined
}

/**
 * Renders a component under a store with an api on a fake gateway. Give it the api that the component imports its hooks
 * from, or a function of the api, to which a fresh one is given.
 *
 * @example
 * const { findByText, gateway } = renderWithVZaps((vzaps) => <Instances vzaps={vzaps} />)
 */
export const renderWithVZaps = <A = VZapsApi>(
  ui: ReactElement | ((vzaps: A) => ReactElement),
  options: RenderOptions<A> = {},
): RenderedWithVZaps<A> => {
  const gateway = options.gateway ?? createMockGateway()
  const vzaps = options.vzaps ?? (createVZapsApi(optionsFor(gateway)) as unknown as A)
  const store = mount(vzaps, options)
  const stopListening = setupListeners(store.dispatch)
  const Wrapper = options.wrapper ?? (({ children }) => <>{children}</>)
  const rendered = render(typeof ui === 'function' ? ui(vzaps) : ui, {
    wrapper: ({ children }) => (
      <Provider store={store}>
        <Wrapper>{children}</Wrapper>
      </Provider>
    ),
  })
  return {
    ...rendered,
    unmount: () => {
      rendered.unmount()
      stopListening()
    },
    store,
    vzaps,
    gateway,
    advance: (ms) =>
      act(async () => {
        gateway.advance(ms)
        // No timer that a test faked brings files: what polls is there before the time that it is to see.
        await import('../status/hub.ts')
        await options.advanceTimers?.(ms)
      }),
  }
}
