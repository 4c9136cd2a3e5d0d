// Takes the pictures of the playground: those of the README, and each screen as it is in light and dark at four widths.
process.env.PICTURE = '1'
await import('./browser.mjs')
