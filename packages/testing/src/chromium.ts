/** Finds a Chromium, or installs one: the PATH's, then Playwright's own, then apt on Debian as root, then Playwright's download. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** Keeps it quiet and offline; a headless browser under test has no use for the rest. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
const onPath = (): string | null =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(isExecutable) ?? null

/** Path of a Chromium that can be started. Throws, saying what to install, when there is none and none can be installed. */
export function ensureChromium(playwrightOwn: string, log: (line: string) => void): string {
  const known = findChromium(playwrightOwn)
  if (known) return known
  const debianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0
  log(debianRoot ? 'No Chromium found: installing Debian’s …' : 'No Chromium found: installing Playwright’s …')
  const steps: [string, string[]][] = debianRoot
    ? [
        ['apt-get', ['update', '-qq']],
        [
          'apt-get',
          ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation', 'fonts-dejavu-core', 'fonts-inter'],
        ],
      ]
    : [[process.execPath, [join(import.meta.dirname, '../../../apps/e2e/node_modules/@playwright/test/cli.js'), 'install', 'chromium']]]
  for (const [command, args] of steps)
    spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  const installed = findChromium(playwrightOwn)
  if (!installed)
    throw new Error(
      'The journeys need Chromium and none could be installed. Put `chromium` on the PATH (Debian: apt-get install chromium).',
    )
  return installed
}

export const findChromium = (playwrightOwn: string): string | null =>
  onPath() ?? (playwrightOwn !== '' && existsSync(playwrightOwn) ? playwrightOwn : null)
