/**
 * The timeline with 10,000 tasks in 8 lanes and 15,000 dependencies in Chromium, against a bare windowed React page of the same bars in the same run;
 * and the JavaScript that its first load takes. Prints one JSON line per figure. `node --import tsx apps/web/bench/timeline.bench.ts`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium, CHROMIUM_FLAGS } from '@gatehouse/testing/chromium'
import { type Browser, chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { generateBoard, ISSUE_SIZE } from './generate-board.ts'
import { initialScript } from './measure-bundle.ts'
import { serveFolder } from './serve-folder.ts'

const ROUNDS = 15
const MOVES = 9
/** Passes of scrolling; the calmest one counts. */
const SCROLLS = 4
const WEB = join(import.meta.dirname, '..')
const MOST_ELEMENTS = 2_500
/** The shell of a program, and the screen in it. */
const SCREEN = ['index.html', 'src/app/program-shell.tsx', 'src/features/timeline/timeline-screen.tsx']

interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly ratio?: number
  readonly target?: string
  readonly pass?: boolean
}
const print = (figure: Figure): void => void process.stdout.write(`${JSON.stringify(figure)}\n`)
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN
const round = (value: number): number => Math.round(value * 100) / 100

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'))
try {
  await buildPages()
  measureFirstLoad()
  await measureInChromium()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function buildPages(): Promise<void> {
  const common = { logLevel: 'error', configFile: join(WEB, 'vite.config.ts') } as const
  await build({ ...common, root: WEB, build: { outDir: join(folder, 'app'), emptyOutDir: true, manifest: true } })
  await build({
    ...common,
    root: import.meta.dirname,
    base: './',
    publicDir: false,
    build: {
      outDir: join(folder, 'pages'),
      emptyOutDir: true,
      rolldownOptions: { input: { timeline: join(import.meta.dirname, 'timeline.html'), bare: join(import.meta.dirname, 'bare.html') } },
    },
  })
}

function measureFirstLoad(): void {
  const { kb, files } = initialScript(join(folder, 'app'), SCREEN)
  for (const [file, size] of files) process.stderr.write(`${file}: ${round(size)} kB\n`)
  print({ name: 'timeline.firstLoad', value: round(kb), unit: 'kB gzip', target: '≤ 200', pass: kb <= 200 })
}

async function measureInChromium(): Promise<void> {
  const now = new Date().toISOString()
  const board = JSON.stringify(generateBoard(ISSUE_SIZE, 7, now))
  const { origin, server } = await serveFolder(join(folder, 'pages'), { '/board.json': board })
  const browser = await chromium.launch({
    executablePath: ensureChromium(chromium.executablePath(), (line) => process.stderr.write(`${line}\n`)),
    args: [...CHROMIUM_FLAGS],
  })
  try {
    const timeline: PaintTimes[] = []
    const bare: PaintTimes[] = []
    // the first of each warms the browser's caches of compiled code and is not counted
    for (let at = 0; at <= ROUNDS; at++) {
      const one = await timeFirstPaint(browser, `${origin}/timeline.html`)
      const other = await timeFirstPaint(browser, `${origin}/bare.html`)
      if (at === 0) continue
      timeline.push(one)
      bare.push(other)
    }
    printPaint(
      'timeline.firstPaint',
      timeline.map((each) => each.render),
      bare.map((each) => each.render),
      1.5,
    )
    printPaint(
      'timeline.firstPaint.withLoad',
      timeline.map((each) => each.whole),
      bare.map((each) => each.whole),
      // with the scripts and the board fetched: the product brings its contracts along
      null,
    )
    await measureScreen(browser, `${origin}/timeline.html`, '')
    await measureScreen(browser, `${origin}/timeline.html?zoom=day`, '.day')
  } finally {
    await browser.close()
    server.close()
  }
}

/** The calm quarter of rounds that take turns: other work on the machine only ever adds. */
function calm(values: readonly number[]): number {
  return quantile(values, 0.25)
}

function printPaint(name: string, timeline: readonly number[], bare: readonly number[], target: number | null): void {
  const ratio = calm(timeline) / calm(bare)
  print({ name: `${name}.bare`, value: round(calm(bare)), unit: 'ms' })
  const goal = target === null ? {} : { target: `≤ ${target}× bare`, pass: ratio <= target }
  print({ name, value: round(calm(timeline)), unit: 'ms', ratio: round(ratio), ...goal })
}

interface PaintTimes {
  /** From rendering to paint; from navigation to paint. */
  readonly render: number
  readonly whole: number
}
async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  // names of functions that the TypeScript loader keeps
  await page.addInitScript('globalThis.__name = (value) => value')
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(url)
  await page.waitForFunction(() => window.bench?.painted !== undefined, undefined, { timeout: 60_000 })
  return page
}
async function timeFirstPaint(browser: Browser, url: string): Promise<PaintTimes> {
  const page = await open(browser, url)
  const times = await page.evaluate(() => ({
    render: (window.bench.painted ?? 0) - (window.bench.begin ?? 0),
    whole: window.bench.painted ?? 0,
  }))
  await page.close()
  return times
}

/** Elements at many places, frames while scrolling both ways, and the repaint of a moved task. */
async function measureScreen(browser: Browser, url: string, suffix: string): Promise<void> {
  const page = await open(browser, url)
  const elements = await page.evaluate(countElements)
  print({
    name: `timeline.elements${suffix}`,
    value: elements,
    unit: 'elements',
    target: `≤ ${MOST_ELEMENTS}`,
    pass: elements <= MOST_ELEMENTS,
  })
  const passes: number[] = []
  for (let at = 0; at < SCROLLS; at++) passes.push(quantile(await page.evaluate(scrollAbout), 0.95))
  const p95 = Math.min(...passes)
  if (suffix === '') await measureBareScroll(browser, url.replace('timeline.html', 'bare.html'))
  print({ name: `timeline.scrollFrame.p95${suffix}`, value: round(p95), unit: 'ms', target: '≤ 17', pass: round(p95) <= 17 })
  const moves: { frames: number; ms: number }[] = []
  for (let at = 0; at < MOVES; at++) moves.push(await page.evaluate(moveOne, at % 2 === 0 ? 1 : -1))
  const most = Math.max(...moves.map((each) => each.frames))
  print({ name: `timeline.moveRepaint${suffix}`, value: most, unit: 'frames at most', target: '≤ 2', pass: most <= 2 })
  print({ name: `timeline.moveRepaint.ms${suffix}`, value: round(median(moves.map((each) => each.ms))), unit: 'ms' })
  await page.close()
}

/** For comparison: what the machine can do at the moment. */
async function measureBareScroll(browser: Browser, url: string): Promise<void> {
  const page = await open(browser, url)
  const passes: number[] = []
  for (let at = 0; at < SCROLLS; at++) passes.push(quantile(await page.evaluate(scrollAbout), 0.95))
  print({ name: 'timeline.scrollFrame.p95.bare', value: round(Math.min(...passes)), unit: 'ms' })
  await page.close()
}

// the following run in the page
async function countElements(): Promise<number> {
  const grid = document.querySelector('.tl') as HTMLElement
  const settle = () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
  let most = 0
  for (const down of [0, 0.15, 0.35, 0.5, 0.65, 0.85, 1]) {
    for (const along of [0, 0.2, 0.45, 0.5, 0.55, 0.8, 1]) {
      grid.scrollTo(along * (grid.scrollWidth - grid.clientWidth), down * (grid.scrollHeight - grid.clientHeight))
      await settle()
      most = Math.max(most, document.querySelectorAll('*').length)
    }
  }
  return most
}
async function scrollAbout(): Promise<number[]> {
  const grid = document.querySelector('.tl, .scroll') as HTMLElement
  const frames: number[] = []
  const run = (steps: number, step: (at: number) => void) =>
    new Promise<void>((resolve) => {
      let at = 0
      let before = 0
      const frame = (time: number) => {
        if (before > 0) frames.push(time - before)
        before = time
        if (at === steps) return resolve()
        step(at++)
        requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
    })
  grid.scrollTo(0, 0)
  await run(30, () => undefined)
  frames.length = 0
  await run(180, (at) => {
    grid.scrollTop = at * 16
  })
  await run(180, (at) => {
    grid.scrollLeft = at * 20
  })
  return frames
}
async function moveOne(by: number): Promise<{ frames: number; ms: number }> {
  const grid = document.querySelector('.tl') as HTMLElement
  grid.scrollTo(0.56 * grid.scrollWidth, 0)
  const seen = grid.getBoundingClientRect()
  const find = () =>
    [...document.querySelectorAll<HTMLElement>('.tl-bar.todo')].find((bar) => {
      const box = bar.getBoundingClientRect()
      return box.left > seen.left + 300 && box.right < seen.right - 100 && box.top > seen.top + 60 && box.bottom < seen.bottom - 20
    })?.dataset.task
  for (let tries = 0; tries < 60 && !find(); tries++) await new Promise((resolve) => setTimeout(resolve, 50))
  const key = find()
  if (!key) throw new Error('no bar to move is in sight')
  await new Promise((resolve) => setTimeout(resolve, 100))
  const place = () => {
    const bar = document.querySelector<HTMLElement>(`[data-task="${key}"]`)
    return bar ? `${bar.style.left} ${bar.style.top}` : 'gone'
  }
  const was = place()
  return await new Promise((resolve) => {
    requestAnimationFrame(() => {
      const begun = performance.now()
      let frames = 0
      const watch = () => {
        frames++
        if (place() !== was) resolve({ frames, ms: performance.now() - begun })
        else requestAnimationFrame(watch)
      }
      window.bench.move?.(key, by)
      requestAnimationFrame(watch)
    })
  })
}
