import { availableParallelism } from 'node:os'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// What is waited for comes at once on a quiet machine; on a busy one a second is not long.
const expect = { poll: { timeout: 20_000 } }

const node = (name: string, root: string) => ({
  test: { name, root, environment: 'node' as const, include: ['src/**/*.test.ts'], testTimeout: 90_000, hookTimeout: 120_000, expect },
})

export default defineConfig({
  test: {
    // Files wait for databases more than they compute: two at once, even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      node('core', 'packages/core'),
      node('contracts', 'packages/contracts'),
      node('plan-io', 'packages/plan-io'),
      node('bundle', 'packages/bundle'),
      node('db', 'packages/db'),
      node('testing', 'packages/testing'),
      node('api', 'apps/api'),
      node('cli', 'apps/cli'),
      {
        plugins: [react()],
        test: {
          name: 'web',
          root: 'apps/web',
          environment: 'jsdom',
          include: ['src/**/*.test.{ts,tsx}'],
          setupFiles: ['./src/testing/setup.ts'],
          testTimeout: 90_000,
          expect,
        },
      },
    ],
  },
})
