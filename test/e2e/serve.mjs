import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

// Serves the built playground, `node test/e2e/serve.mjs 4173`, as `vite preview` does: what is no file is a page of the
// app, and a browser asks whether a file that it has is still the same. From memory, because each test loads all files
// anew: that takes a quarter of the time.

const folder = fileURLToPath(new URL('../../demo/dist/', import.meta.url))
if (!existsSync(folder)) throw new Error('There is no playground: npm run build:demo comes first')

const types = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript' }

const files = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) in types)
    .map((name) => {
      const body = readFileSync(join(folder, name))
      const headers = {
        'Content-Type': types[extname(name)],
        'Content-Length': body.length,
        'Cache-Control': 'no-cache',
        ETag: `"${createHash('sha1').update(body).digest('base64url')}"`,
      }
      return [`/${name.replaceAll(sep, '/')}`, { body, headers }]
    }),
)
const page = files.get('/index.html')

createServer(({ url, headers: asked }, response) => {
  const { body, headers } = files.get(url.split('?')[0]) ?? page
  if (asked['if-none-match'] === headers.ETag) response.writeHead(304, headers).end()
  else response.writeHead(200, headers).end(body)
}).listen(Number(process.argv[2]), '127.0.0.1')
