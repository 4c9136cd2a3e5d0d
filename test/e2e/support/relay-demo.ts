import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The playground behind a relay. */
export interface RelayDemo {
  /** Where its page is, without a slash at the end. */
  readonly url: string
  stop(): void
}

/** Runs the command that the README names, on a port that is free. */
export const startRelayDemo = (): Promise<RelayDemo> =>
  new Promise((resolve, reject) => {
    const server = spawn('npm', ['run', 'demo:relay', '--', '--port', '0'], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      env: { ...process.env, NO_COLOR: '1' },
      // npm, its shell and Vite end together.
      detached: true,
    })
    const stop = () => {
      if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid)
    }
    let said = ''
    const read = (text: Buffer) => {
      said += text
      const url = /http:\/\/127\.0\.0\.1:\d+(?=\/)/.exec(said)?.[0]
      if (url) resolve({ url, stop })
    }
    server.stdout.on('data', read)
    server.stderr.on('data', read)
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`demo:relay ended with ${code}: ${said}`)))
  })
