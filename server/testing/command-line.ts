import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { runCommand } from '../cli/sectorwars/run.ts'
import { createHttpClient } from './http-client.ts'
import { type TestPlatform } from './test-platform.ts'

type Ran = { code: number; out: string; said: string }
type How = {
  /** What a person types, in turn; without it nobody is there. */
  types?: string[]
  /** Standard input. */
  stdin?: string
  /** Done while the command waits, instead of waiting. */
  meanwhile?: () => Promise<unknown>
  env?: Record<string, string>
  /** Answers in the platform's place; null: nothing does. */
  answers?: () => Response | null
}

/** The command line as an operator has it, against a test platform's REST interface, with a home folder of its own. */
export function useCommandLine(platform: TestPlatform) {
  let home = ''
  beforeAll(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'command-line-'))
  })
  afterAll(() => rm(home, { recursive: true, force: true }))
  const run = async (
    args: string[],
    { types, stdin = '', meanwhile, env = {}, answers }: How = {},
  ): Promise<Ran> => {
    const http = createHttpClient(platform)
    const [out, said, typed]: string[][] = [[], [], [...(types ?? [])]]
    const code = await runCommand(args, {
      out: (text) => void out?.push(text),
      say: (text) => void said?.push(text),
      ask: types
        ? (question) => {
            said?.push(question)
            return Promise.resolve(typed?.shift() ?? '')
          }
        : null,
      readAll: () => Promise.resolve(stdin),
      env: { XDG_CONFIG_HOME: home, ...env },
      send: async (request) => {
        const instead = answers?.()
        if (instead) return instead
        if (instead === null)
          throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })
        const { pathname, search } = new URL(request.url)
        const { method, headers } = request
        const body = method === 'GET' ? {} : { body: await request.text() }
        return http.request(pathname + search, { method, headers, ...body })
      },
      pause: async () => void (await meanwhile?.()),
      now: () => platform.clock.offsetMs() + Date.now(),
    })
    return { code, out: (out ?? []).join('\n'), said: (said ?? []).join('\n') }
  }
  return {
    run,
    file: () => path.join(home, 'sectorwars', 'default.json'),
    /** Runs what has to succeed with `--json`. */
    json: async <Answer>(args: string[], how: How = {}): Promise<Answer> => {
      const { code, out, said } = await run([...args, '--json'], how)
      if (code !== 0) throw new Error(`${args.join(' ')}: ${code}: ${said}`)
      return JSON.parse(out) as Answer
    },
    logIn: (email: string, password: string) =>
      run(['login', '--url', 'http://localhost:3000', '--email', email, '--password-stdin'], {
        stdin: `${password}\n`,
      }),
  }
}
