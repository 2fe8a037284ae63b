import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const text = readFileSync(path.join(ROOT, 'docs/cryptography.md'), 'utf8')

/** From `node:crypto` an id, a comparison or a type is no algorithm. */
const USES =
  /\b(createHash|createHmac|randomBytes|hkdfSync|createPrivateKey|generateKeyPairSync|X509Certificate|sign|verify|subtle)\b/
const LIBRARIES = /from '(@node-rs\/argon2|jose|@simplewebauthn\/server)'/

const sources = ['app', 'server', 'db', 'jobs'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => `${folder}/${file}`)
    .filter((file) => !file.startsWith('server/testing/')),
)

it('docs/cryptography.md names every file that uses cryptography', () => {
  const using = sources.filter((file) => {
    const code = readFileSync(path.join(ROOT, file), 'utf8')
    const imported = /import \{([^}]*)\} from 'node:crypto'/.exec(code)?.[1] ?? ''
    return USES.test(imported) || LIBRARIES.test(code)
  })
  expect(using.length).toBeGreaterThan(15)
  const named = (file: string) =>
    text.includes(`\`${file}\``) ||
    (file.startsWith('server/paypal/simulator/') && text.includes('`server/paypal/simulator/`'))
  expect(using.filter((file) => !named(file))).toEqual([])
})
