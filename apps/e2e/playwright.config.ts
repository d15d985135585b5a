import { CHROMIUM_FLAGS, ensureChromium } from '@gatehouse/testing/chromium'
import { chromium, defineConfig } from '@playwright/test'

const executablePath = ensureChromium(chromium.executablePath(), (line) => process.stderr.write(`${line}\n`))

export default defineConfig({
  testDir: 'src/journeys',
  testMatch: '*.journey.ts',
  // Each journey starts its own server on its own data: they share nothing but the two cores they usually have.
  workers: 2,
  fullyParallel: false,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  retries: 0,
  forbidOnly: true,
  reporter: [
    ['list'],
    ...(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? ([['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE }]] as const) : []),
  ],
  outputDir: 'test-results',
  globalSetup: './src/support/build-app.ts',
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath, args: [...CHROMIUM_FLAGS] },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  },
})
