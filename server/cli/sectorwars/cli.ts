import { InvalidArgumentError, type Command } from 'commander'
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX, pageCount } from '#server/domain/paging.ts'
import { OPERATIONS, type Answer, type Api } from './api.ts'
import { Failure } from './failure.ts'
import { profileFile, readProfile } from './profiles.ts'
import { openAsStranger, openSession } from './session.ts'
import { type Terminal } from './terminal.ts'

/** What every command has. */
export type Cli = {
  terminal: Terminal
  profileName(): string
  /** The interface as who is logged in. @throws Failure */
  api(): Promise<Api>
  /** The interface as everybody has it, at the address of the profile. @throws Failure where there is none. */
  stranger(): Promise<Api>
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
    stranger: async () => {
      const profile = await readProfile(profileFile(terminal.env, options().profile))
      const url = terminal.env.SECTORWARS_URL || profile?.url
      if (!url) throw new Failure('usage', 'Say where the platform is: SECTORWARS_URL=https://…, or log in.')
      return openAsStranger(terminal, url)
    },
    page: (value, text) => {
      answer(value, value.items.length === 0 ? 'Nothing.' : text)
      const pages = pageCount(value)
      if (pages > 1) terminal.say(`Page ${value.page} of ${pages}, ${value.total} in all.`)
    },
  }
}

/** Options of a list that comes in pages. */
export const paged = (command: Command): Command =>
  command
    .option('--page <number>', 'which page, from 1', wholeNumber, 1)
    .option(
      '--page-size <number>',
      `entries on a page, at most ${PAGE_SIZE_MAX}`,
      wholeNumber,
      PAGE_SIZE_DEFAULT,
    )

export type Paging = { page: number; pageSize: number }

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is not a whole number.')
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
/** So long the platform may be away while somebody waits. */
const AWAY_MS = 5 * 60_000

/** Asks again, ever more slowly, until there is an answer. What changed meanwhile is said. A platform that is away for a while is waited for. */
export async function waitFor<One>(
  { terminal }: Cli,
  ask: () => Promise<{ answer: One } | { state: string }>,
): Promise<One> {
  let said = ''
  let heardAt = terminal.now()
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const now = await ask().catch((error: unknown) => {
      const isAway = error instanceof Failure && error.kind === 'unavailable'
      if (!isAway || terminal.now() - heardAt > AWAY_MS) throw error
      return { state: error.message, isAway }
    })
    if ('answer' in now) return now.answer
    if (!('isAway' in now)) heardAt = terminal.now()
    if (now.state !== said) terminal.say(now.state)
    said = now.state
    await terminal.pause(pause)
  }
}

type Task = Answer<'Operation'>

/** Waits for the end of long work. @throws Failure where it did not succeed. */
export async function waitForTask(cli: Cli, api: Api, taskId: string): Promise<Task> {
  cli.terminal.say(`Task ${taskId}. To look at it later: sectorwars task ${taskId}`)
  const done = await waitFor<Task>(cli, async () => {
    const task = await api.call(OPERATIONS.task, { path: { taskId } })
    const isOver = task.status !== 'queued' && task.status !== 'running'
    return isOver ? { answer: task } : { state: stateOf(task) }
  })
  if (done.status !== 'succeeded') throw new Failure('failed', done.error ?? `It was ${done.status}.`)
  return done
}

export const stateOf = ({ status, step, progress, error, attempts }: Task): string =>
  `${status}: ${step}, ${progress}%${error === null ? '' : `, after ${attempts} attempts: ${error}`}`
