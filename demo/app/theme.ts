import type { CSSVariablesResolver, MantineColorsTuple, MantineTheme } from '@mantine/core'
import { Badge, Button, createTheme, Paper } from '@mantine/core'

/** A deep green whose shade 8 carries white text, and whose shade 3 reads on black. */
const brand: MantineColorsTuple = [
  '#e9faf3',
  '#d3f2e5',
  '#a5e5cb',
  '#73d8af',
  '#4ccc98',
  '#2fbf86',
  '#1aa873',
  '#0d8f60',
  '#08724c',
  '#04573a',
]

/** Mantine's dialogs have a `header` each, which would be one more banner of the page. */
const noBanner = { header: { role: 'presentation' } }

/** What floats over the page is a part of its main region: outside of one, it is hard to find by ear. */
const inMain = { target: '#content' }

/** The playground's look: small radii, quiet surfaces, words in sentence case. */
export const theme = createTheme({
  colors: { brand },
  primaryColor: 'brand',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontWeight: '650' },
  components: {
    Badge: Badge.extend({
      defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 600 },
      styles: { root: { verticalAlign: 'middle' } },
    }),
    Button: Button.extend({ defaultProps: { loaderProps: { type: 'dots' } } }),
    // As plain data: what is not shown at first is not to be loaded for its look.
    Combobox: { defaultProps: { portalProps: inMain } },
    Drawer: { defaultProps: { attributes: noBanner } },
    Modal: {
      defaultProps: {
        centered: true,
        attributes: noBanner,
      },
      styles: { title: { fontWeight: 650 } },
    },
    Notification: { styles: { description: { color: 'var(--mantine-color-dimmed)' } } },
    Paper: Paper.extend({ defaultProps: { withBorder: true } }),
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, portalProps: inMain } },
  },
})

const tinted = ['brand', 'green', 'blue', 'yellow', 'orange', 'red', 'gray', 'violet'] as const

/** Mantine's coloured words are too pale on their own tints: the darkest and lightest shades reach 4.5:1. */
const words = (theme: MantineTheme, shade: number): Record<string, string> =>
  Object.fromEntries(
    tinted.flatMap((name) => {
      const colour = theme.colors[name]?.[shade] ?? 'inherit'
      return [
        [`--mantine-color-${name}-light-color`, colour],
        [`--mantine-color-${name}-outline`, colour],
        [`--mantine-color-${name}-text`, colour],
      ]
    }),
  )

/** The colours that have to differ from Mantine's own so that every text can be read, in both schemes. */
export const cssVariables: CSSVariablesResolver = (theme) => ({
  variables: {},
  light: {
    ...words(theme, 9),
    '--mantine-color-green-light-color': '#1b6330',
    '--mantine-color-green-outline': '#1b6330',
    '--mantine-color-yellow-outline': '#7a4100',
    '--mantine-color-orange-outline': '#8a2c00',
    '--mantine-color-gray-outline': 'var(--mantine-color-gray-8)',
    '--mantine-color-yellow-light-color': '#7a4100',
    '--mantine-color-orange-light-color': '#8a2c00',
    '--mantine-color-gray-light-color': 'var(--mantine-color-gray-8)',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-anchor': 'var(--mantine-color-brand-8)',
    '--mantine-color-gray-light': 'var(--mantine-color-gray-2)',
    '--app-canvas': 'var(--mantine-color-gray-0)',
    '--app-hover': 'var(--mantine-color-gray-0)',
  },
  dark: {
    ...words(theme, 3),
    '--mantine-color-gray-light-color': 'var(--mantine-color-gray-4)',
    '--mantine-color-gray-light': 'var(--mantine-color-dark-5)',
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-anchor': 'var(--mantine-color-brand-3)',
    '--app-canvas': 'var(--mantine-color-dark-8)',
    '--app-hover': 'var(--mantine-color-dark-6)',
  },
})
