import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')

const sources = ['server', 'jobs', 'db']
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file.replaceAll(path.sep, '/')}`,
    ),
  )
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('server/testing/'))
const whose = (pattern: RegExp) =>
  sources.filter((file) => pattern.test(readFileSync(path.join(ROOT, file), 'utf8')))

it('a notice is written by `notify` alone, which knows its sender and bounds what one may cause', () => {
  expect(
    whose(/\.insert\(notifications\)|insert into (\$\{notifications\}|"?notifications"?\s*\()/i),
  ).toEqual(['server/services/notifications/notify.ts'])
})

it('an electorate is told by `notifyLater` alone: no verb queues that job around it', () => {
  const using =
    /import \{[^}]*(?<!type )\bnotifyManyJob\b[^}]*\} from '#jobs\/notifications\/notify-many\.ts'/
  expect(whose(using)).toEqual(['server/services/notifications/notify-later.ts'])
})
