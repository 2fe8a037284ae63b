// Runs all checks: installs what is missing, then format, lint, types, tests with coverage, browser tests.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const bin = (name) => path.join(root, 'node_modules/.bin', name)
/** How to become root for Debian packages: already root, sudo without a password, or not at all. */
const asRoot =
  process.getuid?.() === 0 ? [] : spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo'] : null

/** Says whether it succeeded. */
function attempt(title, command, args, env = {}) {
  console.log(`\n── ${title}`)
  const started = Date.now()
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  if (result.status !== 0) console.error(`\n${title}: failed`)
  console.log(`   ${((Date.now() - started) / 1000).toFixed(1)} s`)
  return result.status === 0
}

function run(...check) {
  if (!attempt(...check)) process.exit(1)
}

/** Runs in parallel what does not depend on each other and prints the output of each in one piece. */
async function runTogether(checks) {
  const started = Date.now()
  const failures = []
  const check = async ([title, [command, ...args]]) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    const [code] = await once(child, 'close')
    console.log(`\n── ${title}\n${said}   ${((Date.now() - started) / 1000).toFixed(1)} s`)
    if (code !== 0) failures.push(title)
  }
  await Promise.all(Object.entries(checks).map(check))
  if (failures.length === 0) return
  console.error(`\n${failures.join(', ')}: failed`)
  process.exit(1)
}

const pathOf = (name) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()
const commandExists = (name) => pathOf(name) !== ''

/** Installs Debian packages if possible; otherwise uses what the machine has. */
function ensureDebianPackage(name, command, options = '') {
  if (commandExists(command)) return true
  if (!asRoot || !commandExists('apt-get')) return false
  const [program, ...args] = [...asRoot, 'sh']
  run(`Installing ${name}`, program, [
    ...args,
    '-c',
    `apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ${options} ${name} >/dev/null`,
  ])
  return true
}

if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) {
  run('Installing dependencies', 'npm', ['ci', '--no-audit', '--no-fund'])
}
if (!ensureDebianPackage('chromium', 'chromium') && !process.env.PLAYWRIGHT_CHROMIUM) {
  run('Installing a browser', bin('playwright'), ['install', 'chromium'])
}
// Tests of docker/nginx.conf are skipped without nginx.
if (process.env.CI) ensureDebianPackage('nginx-light', 'nginx')
if (process.env.CI && !ensureDebianPackage('redis-server', 'redis-server')) {
  console.error('CI needs a redis-server: without one the tests of REDIS_URL would be skipped.')
  process.exit(1)
}

// Alerts are tested by Prometheus itself.
if (process.env.CI) {
  ensureDebianPackage('prometheus', 'promtool')
  ensureDebianPackage('prometheus-alertmanager', 'amtool')
}
// What the lines of a stack's containers are sent to, and what reads its set-up script.
if (process.env.CI) {
  ensureDebianPackage('syslog-ng-core', 'syslog-ng', '--no-install-recommends')
  ensureDebianPackage('shellcheck', 'shellcheck')
}
// A store of backups that checks signatures and hashes.
if (process.env.CI) {
  const servers = ['proxy', 'account', 'container', 'object'].map((kind) => `swift-${kind}`)
  ensureDebianPackage(servers.join(' '), 'swift-proxy-server', '--no-install-recommends')
}

await runTogether({
  Types: [bin('tsc'), '--noEmit'],
  Format: [bin('prettier'), '--check', '.', '--log-level', 'warn'],
  Lint: [bin('eslint'), '.', '--max-warnings', '0'],
  // One core would be idle while the lint, which takes longest, has the other.
  Build: [process.execPath, 'scripts/build.mjs'],
})
// Not in test-results, which Playwright empties.
const unitReport = path.join(root, 'coverage/vitest.json')
// What fails here and what fails in a browser are told together.
const isVitestGreen = attempt('Unit and integration tests', bin('vitest'), [
  ...['run', '--coverage', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
])
const browserReport = path.join(root, 'coverage/playwright.json')
const isPlaywrightGreen = attempt('Browser tests', bin('playwright'), ['test', '--reporter=list,json'], {
  PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport,
  ...(process.env.PLAYWRIGHT_CHROMIUM ? {} : { PLAYWRIGHT_CHROMIUM: pathOf('chromium') }),
})

if (![unitReport, browserReport].every((report) => existsSync(report))) process.exit(1)
const unit = JSON.parse(readFileSync(unitReport, 'utf8'))
const browser = JSON.parse(readFileSync(browserReport, 'utf8')).stats
const passed = unit.numPassedTests + browser.expected
const failed = unit.numFailedTests + browser.unexpected
const skipped = unit.numPendingTests + unit.numTodoTests + browser.skipped
const skipping = skipped > 0 ? `, ${skipped} skipped` : ''
for (const { name, assertionResults, message } of unit.testResults) {
  const file = path.relative(root, name)
  const failures = assertionResults.filter(({ status }) => status === 'failed')
  for (const { fullName, failureMessages } of failures)
    console.error(`\nFailed: ${file} > ${fullName}\n${failureMessages.join('\n').slice(0, 2_000)}`)
  if (failures.length === 0 && message) console.error(`\nFailed: ${file}\n${message.slice(0, 2_000)}`)
}
const flaky = browser.flaky > 0 ? `, ${browser.flaky} flaky` : ''
console.log(`\n${passed} passed, ${failed} failed${flaky}${skipping}`)
process.exit(isVitestGreen && isPlaywrightGreen && failed === 0 ? 0 : 1)
