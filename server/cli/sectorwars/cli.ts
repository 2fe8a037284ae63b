import { type Command } from 'commander'
import { type Api } from './api.ts'
import { Failure } from './failure.ts'
import { openSession } from './session.ts'
import { type Terminal } from './terminal.ts'

/** What every command has. */
export type Cli = {
  terminal: Terminal
  profileName(): string
  /** The interface as who is logged in. @throws Failure */
  api(): Promise<Api>
  /** Prints an answer: as JSON where that is asked for, else the text. */
  answer(value: unknown, text: string): void
  /** A page of a list, with where the rest is. */
  page(
    value: { items: readonly unknown[]; total: number; page: number; pageSize: number },
    text: string,
  ): void
}

export function createCli(program: Command, terminal: Terminal): Cli {
  const options = () => program.opts<{ json: boolean; profile: string }>()
  const answer: Cli['answer'] = (value, text) =>
    terminal.out(options().json ? JSON.stringify(value, null, 2) : text)
  return {
    terminal,
    answer,
    profileName: () => options().profile,
    api: () => openSession(terminal, options().profile),
    page: (value, text) => {
      answer(value, value.items.length === 0 ? 'Nothing.' : text)
      const pages = Math.max(1, Math.ceil(value.total / value.pageSize))
      if (pages > 1) terminal.say(`Page ${value.page} of ${pages}, ${value.total} in all.`)
    },
  }
}

/** Options of a list that comes in pages. */
export const paged = (command: Command): Command =>
  command
    .option('--page <number>', 'which page, from 1', wholeNumber, 1)
    .option('--page-size <number>', 'entries on a page, at most 100', wholeNumber, 25)

export type Paging = { page: number; pageSize: number }

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Failure('usage', `“${text}” is no whole number.`)
  return Number(text)
}

/**
 * What destroys is confirmed by the name of what it destroys: by `--confirm` or, where a person is there, typed.
 * @throws Failure
 */
export async function confirmed(
  { terminal }: Cli,
  { name, given, what }: { name: string; given: string | undefined; what: string },
): Promise<void> {
  if (given === undefined && terminal.ask === null)
    throw new Failure('usage', `${what} Confirm it: --confirm ${name}`)
  const typed = given ?? (await terminal.ask?.(`${what} Type ${name} to confirm: `))
  if (typed !== name) throw new Failure('usage', `Nothing was done: “${name}” was not confirmed.`)
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 5_000

/** Asks again, ever more slowly, until there is an answer. What changed meanwhile is said. */
export async function waitFor<Answer>(
  { terminal }: Cli,
  ask: () => Promise<{ answer: Answer } | { state: string }>,
): Promise<Answer> {
  let said = ''
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const now = await ask()
    if ('answer' in now) return now.answer
    if (now.state !== said) terminal.say(now.state)
    said = now.state
    await terminal.pause(pause)
  }
}

type Task = {
  taskId: string
  status: string
  step: string
  progress: number
  error: string | null
}

/** Waits for the end of long work. @throws Failure where it did not succeed. */
export async function waitForTask<One extends Task>(cli: Cli, ask: () => Promise<One | null>): Promise<One> {
  const done = await waitFor<One>(cli, async () => {
    const task = await ask()
    if (task === null) return { state: 'queued' }
    const isOver = task.status !== 'queued' && task.status !== 'running'
    return isOver ? { answer: task } : { state: `${task.status}: ${task.step}, ${task.progress}%` }
  })
  if (done.status !== 'succeeded') throw new Failure('failed', done.error ?? `It was ${done.status}.`)
  return done
}
