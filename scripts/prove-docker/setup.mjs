import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { PORT, SITE } from './stack.mjs'

/** From nothing to an administrator, by scripts/setup.sh and its link. @returns the cookie of the administrator */
export async function proveSetup(stack) {
  const began = Date.now()
  const file = path.join(stack.folder, '.env')
  const checked = stack.setup('--check', '--port', String(PORT), '--monitoring')
  assert.equal(checked.status, 0, checked.stdout + checked.stderr)
  const first = stack.setup('--port', String(PORT), '--monitoring')
  assert.equal(first.status, 0, first.stdout + first.stderr)
  console.log(`setup.sh: built, started and ready in ${Math.round((Date.now() - began) / 1000)} s`)

  assert.equal(statSync(file).mode & 0o777, 0o600)
  const settings = readFileSync(file, 'utf8')
  for (const [, secret] of settings.matchAll(/^[A-Z_]*(?:SECRET|PASSWORD|TOKEN)=(.+)$/gm)) {
    assert.match(secret, /^[0-9a-f]{64}$/)
    assert.ok(!first.stdout.includes(secret) && !first.stderr.includes(secret), 'no secret is printed')
  }

  const again = stack.setup()
  assert.equal(again.status, 0, again.stdout + again.stderr)
  assert.equal(readFileSync(file, 'utf8'), settings)
  const unused = linkOf(again.stdout)

  const services = stack.services()
  assert.deepEqual(services.sort(), [
    'alertmanager',
    'logs',
    'nginx',
    'paypal-simulator',
    'postgres',
    'prometheus',
    'redis',
    'web',
    'worker',
  ])
  for (const service of services) {
    const { Health: health, Status: status } = stack.inspect(service).State
    assert.equal(status, 'running', service)
    if (service !== 'paypal-simulator') assert.equal(health?.Status, 'healthy', service)
  }

  const page = await fetch(`${SITE}/`)
  assert.equal(page.status, 200)
  assert.match(await page.text(), /SectorWars/)
  await assert.rejects(become(linkOf(first.stdout)), /404|replaced/, 'a newer link replaces the one before')
  const cookie = await become(unused)
  const operations = await fetch(`${SITE}/admin/operations`, { headers: { cookie }, redirect: 'manual' })
  assert.equal(operations.status, 200, 'the link makes an administrator')
  await assert.rejects(become(unused), /404|used/, 'it works once')
  const last = stack.setup()
  assert.equal(last.status, 0, last.stderr)
  assert.match(last.stdout, /It has an administrator already/)
  console.log(
    `setup.sh: safe to repeat, and its link made the administrator; ${services.length} services healthy`,
  )
  return cookie
}

const linkOf = (text) => {
  const [link] = /http:\/\/\S+\/admin-invite\/\S+/.exec(text) ?? []
  assert.ok(link, `no link in: ${text}`)
  return link
}

/** Fills in the form behind a link. @returns the cookie of the new log-in */
async function become(link) {
  const name = `admin-${crypto.randomUUID().slice(0, 8)}`
  const answer = await fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: SITE, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      email: `${name}@example.com`,
      callsign: name,
      password: crypto.randomUUID(),
    }),
  })
  if (answer.status !== 302) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 3_000)}`)
  assert.equal(answer.headers.get('location'), '/admin/nexus')
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
