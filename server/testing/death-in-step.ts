import { watchStatements } from './die-at-statement.ts'

/**
 * For processes of tests that die at a moment of a step: when it has `begun` or is `done`, or within it, `at` a statement like what
 * follows that word.
 */
export const deathInStep =
  (step: string, moment: string) =>
  (at: string, when: 'begun' | 'done'): void => {
    if (at !== step) return
    if (when === moment) process.kill(process.pid, 'SIGKILL')
    if (when !== 'begun' || !moment.startsWith('at ')) return
    const pattern = new RegExp(moment.slice(3), 'i')
    watchStatements((around, statement) => {
      if (around === 'before' && pattern.test(statement)) process.kill(process.pid, 'SIGKILL')
    })
  }
